#include "ports/nonce_file/fork_mark.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>

namespace stsafe::nonce_file {
namespace {

std::size_t mark_size() { return static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)); }

}  // namespace

ForkMark::ForkMark() {
  auto* page =
      ::mmap(nullptr, mark_size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return;
  if (::madvise(page, mark_size(), MADV_WIPEONFORK) < 0) {
    ::munmap(page, mark_size());
    return;
  }
  page_ = static_cast<volatile bool*>(page);
}

ForkMark::~ForkMark() {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): munmap takes no volatile memory
  if (page_ != nullptr) ::munmap(const_cast<bool*>(page_), mark_size());
}

void ForkMark::set() {
  if (page_ != nullptr) *page_ = true;
}

bool ForkMark::is_set() const { return page_ != nullptr && *page_; }

}  // namespace stsafe::nonce_file
