#pragma once

namespace stsafe::nonce_file {

/// A mark that the child of a fork does not inherit, however it was forked: numbers that a process
/// has reserved are not its children's. The kernel empties the mark's page in the child, which,
/// unlike the number of a process, never comes back.
class ForkMark {
 public:
  ForkMark();
  ~ForkMark();
  ForkMark(const ForkMark&) = delete;
  ForkMark& operator=(const ForkMark&) = delete;

  void set();
  /// Whether set() was called in this process. Always false if the kernel cannot do this.
  bool is_set() const;

 private:
  volatile bool* page_ = nullptr;
};

}  // namespace stsafe::nonce_file
