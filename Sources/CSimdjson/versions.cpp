#include "include/retrace_versions.h"

#include <simdjson.h>
#include <string>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace {

std::string join(int major, int minor, int patch) {
    return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

}  // namespace

const char *rt_simdjson_version(void) {
    static const std::string text =
        join(simdjson::SIMDJSON_VERSION_MAJOR, simdjson::SIMDJSON_VERSION_MINOR, simdjson::SIMDJSON_VERSION_REVISION);
    return text.c_str();
}

const char *rt_xxhash_version(void) {
    static const std::string text = join(XXH_VERSION_MAJOR, XXH_VERSION_MINOR, XXH_VERSION_RELEASE);
    return text.c_str();
}
