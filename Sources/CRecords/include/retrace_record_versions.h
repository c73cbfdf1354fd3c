/// The versions of the libraries whose headers this target is compiled with. They have no functions that tell those of the
/// libraries which were loaded; Debian gives them new names where they would not fit.
#ifndef RETRACE_RECORD_VERSIONS_H
#define RETRACE_RECORD_VERSIONS_H

#ifdef __cplusplus
extern "C" {
#endif

/// The version of Protocol Buffers.
const char *_Nonnull rt_protobuf_version(void);

/// Snappy's version.
const char *_Nonnull rt_snappy_version(void);

#ifdef __cplusplus
}
#endif
#endif
