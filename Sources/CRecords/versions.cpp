#include "include/retrace_record_versions.h"

#include <google/protobuf/stubs/common.h>
#include <snappy-stubs-public.h>

#include <string>

const char *rt_protobuf_version(void) {
    static const std::string text = google::protobuf::internal::VersionString(GOOGLE_PROTOBUF_VERSION);
    return text.c_str();
}

const char *rt_snappy_version(void) {
    static const std::string text =
        std::to_string(SNAPPY_MAJOR) + "." + std::to_string(SNAPPY_MINOR) + "." + std::to_string(SNAPPY_PATCHLEVEL);
    return text.c_str();
}
