#include "apps/stsafe/complete_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stsafe::tool::complete_words_test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

/// A tool with what completion has to tell apart.
class Completing : public testing::Test {
 protected:
  Completing() {
    app_.add_flag("-q,--quiet", flag_, "Say less");
    app_.add_option("-d,--device", text_, "Device")->type_name("DEVICE");
    auto* key = app_.add_subcommand("key", "Keys");
    key->require_subcommand(1);
    key->add_subcommand("list", "List keys");
    auto* write = key->add_subcommand("write", "Write a key; for good");
    write->add_option("--lock", text_, "Lock")->type_name("open|locked");
    write->add_option("--curve", text_, "Curve")->type_name("CURVE");
    write->add_option("--mode", text_, "Mode")->check(CLI::IsMember({"CCM", "GCM"}));
    write->add_option("file", text_, "The key")->type_name("FILE");
    write->add_option("names", words_, "Names")->type_name("NAME");
    auto* hidden = app_.add_subcommand("hidden", "Not shown");
    hidden->group("");
  }

  Completions complete(const std::vector<std::string>& words, const std::string& current) {
    return complete_words(describe_verbs(app_), words, current);
  }

  CLI::App app_{"A tool", "tool"};
  bool flag_ = false;
  std::string text_;
  std::vector<std::string> words_;
};

TEST_F(Completing, OffersVerbsAndVerbsBelow) {
  EXPECT_THAT(complete({}, "").words, ElementsAre("key"));
  EXPECT_THAT(complete({"key"}, "l").words, ElementsAre("list"));
  EXPECT_THAT(complete({"key", "list"}, "").words, IsEmpty());
}

TEST_F(Completing, OffersOptionsOfTheVerbAndOfTheProgram) {
  const auto options = complete({"key", "write"}, "--").words;
  EXPECT_THAT(options, Contains("--lock"));
  EXPECT_THAT(options, Contains("--device"));
  EXPECT_THAT(options, Not(Contains("-q")));
  EXPECT_THAT(complete({"key"}, "--l").words, IsEmpty());
}

TEST_F(Completing, OffersWhatAnOptionMayBe) {
  EXPECT_THAT(complete({"key", "write", "--lock"}, "").words, ElementsAre("open", "locked"));
  EXPECT_THAT(complete({"key", "write", "--mode"}, "G").words, ElementsAre("GCM"));
  EXPECT_THAT(complete({"key", "write", "--curve"}, "X").words, ElementsAre("X25519"));
  EXPECT_THAT(complete({"-d"}, "si").words, ElementsAre("sim:"));
}

TEST_F(Completing, TakesTheValueOfAnOptionForNoVerb) {
  EXPECT_THAT(complete({"-d", "key"}, "k").words, ElementsAre("key"));
  EXPECT_THAT(complete({"-q", "key"}, "l").words, ElementsAre("list"));
}

TEST_F(Completing, OffersFilesWhereOneIsWanted) {
  EXPECT_TRUE(complete({"key", "write"}, "").files);
  EXPECT_FALSE(complete({"key", "write", "file"}, "").files);
  EXPECT_FALSE(complete({"key", "write", "file", "name", "name"}, "").files);
}

TEST_F(Completing, KnowsDescriptionsAndTypes) {
  const auto program = describe_verbs(app_);
  const auto* write = program.find("key")->find("write");
  ASSERT_NE(write, nullptr);
  EXPECT_EQ(write->full_name(), "key write");
  EXPECT_EQ(brief(write->description), "Write a key");
  EXPECT_TRUE(write->positionals.back().repeats);
  EXPECT_FALSE(program.find_option("-q")->takes_value());
  EXPECT_EQ(program.find("hidden"), nullptr);
}

}  // namespace
}  // namespace stsafe::tool::complete_words_test
