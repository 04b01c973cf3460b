#pragma once

// The state of a Noise connection's cryptography: The Noise Protocol Framework, revision 34, for the names 25519,
// ChaChaPoly and SHA256. The comments name the specification's sections.

#include <noise/protocol.h>

#include <sodium.h>
#include <string.h>

namespace esphome::noise_host {

inline constexpr size_t KEY_SIZE = 32;
inline constexpr size_t HASH_SIZE = crypto_hash_sha256_BYTES;
inline constexpr size_t MAC_SIZE = crypto_aead_chacha20poly1305_ietf_ABYTES;
// Section 3: no message is longer.
inline constexpr size_t MAX_MESSAGE_SIZE = 65535;
inline constexpr char PROTOCOL_NAME[] = "Noise_NNpsk0_25519_ChaChaPoly_SHA256";

static_assert(KEY_SIZE == HASH_SIZE && KEY_SIZE == crypto_scalarmult_curve25519_BYTES &&
                  KEY_SIZE == crypto_aead_chacha20poly1305_ietf_KEYBYTES,
              "one size serves all of them");

/// Bytes that do not outlive their use.
struct Secret {
  uint8_t bytes[KEY_SIZE]{};
  Secret() = default;
  Secret(const Secret &) = default;
  Secret &operator=(const Secret &) = default;
  ~Secret() { sodium_memzero(this->bytes, sizeof(this->bytes)); }
};

// Section 5.1. Room for what it writes is the caller's to check.
class CipherState {
 public:
  void set_key(const Secret &key) {
    this->key_ = key;
    this->nonce_ = 0;
  }

  int encrypt(uint8_t *data, size_t size, const uint8_t *associated, size_t associated_size) {
    if (this->nonce_ == UINT64_MAX)  // the last one is reserved
      return NOISE_ERROR_INVALID_NONCE;
    uint8_t nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];
    this->write_nonce_(nonce);
    crypto_aead_chacha20poly1305_ietf_encrypt(data, nullptr, data, size, associated, associated_size, nullptr, nonce,
                                              this->key_.bytes);
    this->nonce_++;
    return NOISE_ERROR_NONE;
  }

  /// Of what does not authenticate nothing is shown, and the nonce stays, as the section says.
  int decrypt(uint8_t *data, size_t size, const uint8_t *associated, size_t associated_size) {
    if (this->nonce_ == UINT64_MAX)
      return NOISE_ERROR_INVALID_NONCE;
    uint8_t nonce[crypto_aead_chacha20poly1305_ietf_NPUBBYTES];
    this->write_nonce_(nonce);
    if (crypto_aead_chacha20poly1305_ietf_decrypt(data, nullptr, nullptr, data, size, associated, associated_size,
                                                  nonce, this->key_.bytes) != 0)
      return NOISE_ERROR_MAC_FAILURE;
    this->nonce_++;
    return NOISE_ERROR_NONE;
  }

 private:
  // Section 12.3: 32 bits of zeros, then n in little-endian order.
  void write_nonce_(uint8_t *nonce) const {
    memset(nonce, 0, 4);
    for (int i = 0; i < 8; i++)
      nonce[4 + i] = static_cast<uint8_t>(this->nonce_ >> (8 * i));
  }

  Secret key_;
  uint64_t nonce_{0};
};

inline void hmac(const Secret &key, const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size,
          Secret &out) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, key.bytes, KEY_SIZE);
  crypto_auth_hmacsha256_update(&state, first, first_size);
  crypto_auth_hmacsha256_update(&state, second, second_size);
  crypto_auth_hmacsha256_final(&state, out.bytes);
  sodium_memzero(&state, sizeof(state));
}

/// Section 4.3, HKDF: `count` (2 or 3) outputs.
inline void hkdf(const Secret &chaining_key, const uint8_t *input, size_t size, Secret *out, int count) {
  Secret temporary;
  hmac(chaining_key, input, size, nullptr, 0, temporary);
  for (int i = 0; i < count; i++) {
    const uint8_t number = static_cast<uint8_t>(i + 1);
    hmac(temporary, i == 0 ? nullptr : out[i - 1].bytes, i == 0 ? 0 : KEY_SIZE, &number, 1, out[i]);
  }
}

// Section 5.2. Since the first token is a psk, there is always a key to encrypt with.
class SymmetricState {
 public:
  void initialize(const uint8_t *prologue, size_t size) {
    // The name is longer than a hash: h is its hash.
    crypto_hash_sha256(this->hash_, reinterpret_cast<const uint8_t *>(PROTOCOL_NAME), sizeof(PROTOCOL_NAME) - 1);
    memcpy(this->chaining_key_.bytes, this->hash_, HASH_SIZE);
    this->mix_hash(prologue, size);
  }

  void mix_hash(const uint8_t *data, size_t size) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, this->hash_, HASH_SIZE);
    crypto_hash_sha256_update(&state, data, size);
    crypto_hash_sha256_final(&state, this->hash_);
  }

  void mix_key(const uint8_t *data, size_t size) {
    Secret out[2];
    hkdf(this->chaining_key_, data, size, out, 2);
    this->chaining_key_ = out[0];
    this->cipher_.set_key(out[1]);
  }

  void mix_key_and_hash(const Secret &key) {
    Secret out[3];
    hkdf(this->chaining_key_, key.bytes, KEY_SIZE, out, 3);
    this->chaining_key_ = out[0];
    this->mix_hash(out[1].bytes, KEY_SIZE);
    this->cipher_.set_key(out[2]);
  }

  int encrypt_and_hash(uint8_t *data, size_t size) {
    const int error = this->cipher_.encrypt(data, size, this->hash_, HASH_SIZE);
    if (error == NOISE_ERROR_NONE)
      this->mix_hash(data, size + MAC_SIZE);
    return error;
  }

  int decrypt_and_hash(uint8_t *data, size_t size) {
    // In place: the ciphertext is hashed while it is there, and authenticated by the hash before it.
    uint8_t associated[HASH_SIZE];
    memcpy(associated, this->hash_, HASH_SIZE);
    this->mix_hash(data, size);
    return this->cipher_.decrypt(data, size, associated, HASH_SIZE);
  }

  void split(Secret *out) const { hkdf(this->chaining_key_, nullptr, 0, out, 2); }

 private:
  CipherState cipher_;
  Secret chaining_key_;
  uint8_t hash_[HASH_SIZE]{};
};

}  // namespace esphome::noise_host
