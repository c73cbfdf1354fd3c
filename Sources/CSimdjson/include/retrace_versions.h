/// The versions of the libraries whose headers this target is compiled with.
#ifndef RETRACE_VERSIONS_H
#define RETRACE_VERSIONS_H

#ifdef __cplusplus
extern "C" {
#endif

/// simdjson's version. It has no function that tells that of the library which was loaded; Debian gives it a new name where
/// that would not fit.
const char *_Nonnull rt_simdjson_version(void);

/// xxHash's version. All of it is compiled in.
const char *_Nonnull rt_xxhash_version(void);

#ifdef __cplusplus
}
#endif
#endif
