// Raw e-mail addresses and phone numbers to hashes. What comes in is never written anywhere.
#pragma once

#include <openssl/evp.h>

#include <string>
#include <string_view>

namespace retrace {

enum class Hashing : uint8_t { none, email, phone };

class Digester {
public:
    Digester() : context_(EVP_MD_CTX_new()) {
        if (!context_) throw std::bad_alloc();
    }
    ~Digester() { EVP_MD_CTX_free(context_); }
    Digester(const Digester &) = delete;
    Digester &operator=(const Digester &) = delete;

    /// The hash of the normalised value as 64 hex digits; false where the value is no e-mail address or phone number.
    bool digest(std::string_view raw, Hashing hashing, const std::string &country_code, char hex[64]) {
        const bool valid = hashing == Hashing::email ? normalise_email(raw) : normalise_phone(raw, country_code);
        unsigned char bytes[EVP_MAX_MD_SIZE];
        unsigned length = 0;
        const bool done = valid && EVP_DigestInit_ex(context_, EVP_sha256(), nullptr) == 1 &&
                          EVP_DigestUpdate(context_, normalised_.data(), normalised_.size()) == 1 &&
                          EVP_DigestFinal_ex(context_, bytes, &length) == 1 && length == 32;
        if (!done) return false;
        for (unsigned i = 0; i < 32; i++) {
            hex[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
            hex[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
        }
        return true;
    }

private:
    static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
    static bool is_digit_char(char c) { return c >= '0' && c <= '9'; }

    /// Trimmed, and lower-case as far as ASCII goes; something before and after one `@`.
    bool normalise_email(std::string_view raw) {
        while (!raw.empty() && is_space(raw.front())) raw.remove_prefix(1);
        while (!raw.empty() && is_space(raw.back())) raw.remove_suffix(1);
        normalised_.assign(raw);
        for (char &c : normalised_) {
            if (is_space(c)) return false;
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
        }
        const size_t at = normalised_.find('@');
        return at != std::string::npos && at > 0 && at + 1 < normalised_.size() && at == normalised_.rfind('@');
    }

    /// E.164: a plus and 7 to 15 digits. A number without `+` or `00` is a national one, and needs a country code.
    bool normalise_phone(std::string_view raw, const std::string &country_code) {
        normalised_ = "+";
        bool international = false;
        for (char c : raw) {
            if (is_digit_char(c)) {
                normalised_ += c;
            } else if (c == '+' && normalised_.size() == 1 && !international) {
                international = true;
            } else if (!is_space(c) && c != '-' && c != '.' && c != '(' && c != ')' && c != '/') {
                return false;
            }
        }
        if (!international && normalised_.compare(0, 3, "+00") == 0) {
            normalised_.erase(1, 2);
        } else if (!international) {
            if (country_code.empty()) return false;
            if (normalised_.size() > 1 && normalised_[1] == '0') normalised_.erase(1, 1);
            normalised_.insert(1, country_code);
        }
        return normalised_.size() >= 8 && normalised_.size() <= 16 && normalised_[1] != '0';
    }

    EVP_MD_CTX *context_;
    std::string normalised_;
};

}  // namespace retrace
