/// What is known of a build only when it is made.
#ifndef RETRACE_BUILD_H
#define RETRACE_BUILD_H

/// The commit that the program was built from, with `-modified` where files differed from it; "unknown" where the build was not
/// told.
const char *_Nonnull rt_build_commit(void);

#endif
