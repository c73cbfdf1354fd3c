import CCrypto
import CLz4
import CRecords
import CSimdjson
import CZlib
import CZstd
import GRDBSQLite

/// The versions of the libraries that decide how files are read and written.
enum LibraryVersions {
    /// By name, in alphabetical order. Those of Protocol Buffers, simdjson, Snappy and xxHash are those of the build; the others are
    /// those that were loaded.
    static var all: [(name: String, version: String)] {
        [
            ("libcrypto", String(cString: OpenSSL_version(OPENSSL_VERSION_STRING))),
            ("LZ4", String(cString: LZ4_versionString())),
            ("Protocol Buffers", String(cString: rt_protobuf_version())),
            ("simdjson", String(cString: rt_simdjson_version())),
            ("Snappy", String(cString: rt_snappy_version())),
            ("SQLite", String(cString: sqlite3_libversion())),
            ("xxHash", String(cString: rt_xxhash_version())),
            ("zlib", String(cString: zlibVersion())),
            ("Zstandard", String(cString: ZSTD_versionString())),
        ]
    }
}
