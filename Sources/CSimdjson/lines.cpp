#include "retrace_lines.h"
