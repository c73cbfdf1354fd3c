import Glibc

/// The three descriptors that every program expects to have.
enum StandardDescriptors {
    /// Fills those that the program was started without, so that no file that is opened later takes their numbers and gets
    /// what was meant for people. What fills them can't be written to: a result that has nowhere to go is an error.
    static func fill() {
        while true {
            let descriptor = open("/dev/null", O_RDONLY)
            guard descriptor >= 0 else { return }
            if descriptor > STDERR_FILENO {
                close(descriptor)
                return
            }
        }
    }
}
