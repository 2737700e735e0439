#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

inline constexpr std::string_view kStartSha256 = "1F00 0009608648016503040201";
/// The message of the SDK's hash example and what a real device made of it (part 04, section 3.7).
inline constexpr std::string_view kStartHashOfTheSdk =
    "1F00 0009608648016503040201"
    "1711D5D226AA09B9545CA901941C68B3FCD3C469416BFB075D3B581660DEE8BD"
    "93E2B2D346526D95FAF24C4666E5CAAC1B26F8DC69824429AABC604A81ECAFE0"
    "D187BBD144419D3B40B6613469517581A3592FE08DFDD7BDE00ED056A9A8630A"
    "DD65890E97A0C943FEED18AB83712D3B58B9617E2C5D840C7BDDACD35BA09A42";

template <>
struct Cases<wire::StartHash> {
  static constexpr std::array kAll{
      Case{.name = "Begins", .request = "1F00 0009608648016503040201 616263"},
      // T-22
      Case{.name = "TakesNoMessage", .request = "1F00 0009608648016503040201"},
      // T-20: what the vendor's library sends, 753 bytes with checksum.
      Case{.name = "TakesTheLongestOfTheVendorsHost",
           .request = "1F00 0009608648016503040201 61*738"},
      Case{.name = "BeginsAnew",
           .request = "1F00 0009608648016503040203 61",
           .before = {kStartSha256}},
      // T-21
      Case{.name = "DoesNotOfferSha1",
           .request = "1F00 0005 2B0E03021A 00000000 616263",
           .status = Status::kInconsistentCommandData},
      Case{.name = "DoesNotOfferSha224",
           .request = "1F00 0009 608648016503040204 616263",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsAnAlgorithm",
           .request = "1F00",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsTheWholeIdentifier",
           .request = "1F00 0009 6086480165030402",
           .status = Status::kInconsistentCommandData},
      Case{.name = "NeedsACMacIfOnlyTheHostMay",
           .request = "1F00 0009608648016503040201 616263",
           .status = Status::kAccessConditionNotSatisfied,
           .state = host_only<0x1F00>},
  };
};

template <>
struct Cases<wire::ProcessHash> {
  static constexpr std::array kAll{
      Case{.name = "GoesOn", .request = "1F01 616263", .before = {kStartSha256}},
      // T-22
      Case{.name = "TakesNoMessage", .request = "1F01", .before = {kStartSha256}},
      Case{.name = "NeedsAStart", .request = "1F01 61", .status = Status::kSessionError},
      Case{.name = "NeedsAStartAfterAFinish",
           .request = "1F01 61",
           .status = Status::kSessionError,
           .before = {kStartSha256, "1F02"}},
  };
};

template <>
struct Cases<wire::FinishHash> {
  static constexpr std::array kAll{
      Case{.name = "MakesTheDigestOfTheSdk",
           .request = "1F02",
           .payload = "0020 3F63D202CBB4887A06AFE628BC6078833789137E5CC5D6024AA453CE4C07D41B",
           .before = {kStartHashOfTheSdk}},
      Case{.name = "MakesSha256",
           .request = "1F02",
           .payload = "0020"
                      " BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
           .before = {"1F00 0009 608648016503040201 616263"}},
      Case{.name = "MakesSha384",
           .request = "1F02",
           .payload = "0030"
                      " CB00753F45A35E8BB5A03D699AC65007272C32AB0EDED1631A8B605A43FF5BED"
                      " 8086072BA1E7CC2358BAECA134C825A7",
           .before = {"1F00 0009 608648016503040202 616263"}},
      Case{.name = "MakesSha512",
           .request = "1F02",
           .payload = "0040"
                      " DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A"
                      " 2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F",
           .before = {"1F00 0009 608648016503040203 616263"}},
      Case{.name = "MakesSha3With256Bits",
           .request = "1F02",
           .payload = "0020"
                      " 3A985DA74FE225B2045C172D6BD390BD855F086E3E9D525B46BFE24511431532",
           .before = {"1F00 0009 608648016503040208 616263"}},
      Case{.name = "MakesSha3With384Bits",
           .request = "1F02",
           .payload = "0030"
                      " EC01498288516FC926459F58E2C6AD8DF9B473CB0FC08C2596DA7CF0E49BE4B2"
                      " 98D88CEA927AC7F539F1EDF228376D25",
           .before = {"1F00 0009 608648016503040209 616263"}},
      Case{.name = "MakesSha3With512Bits",
           .request = "1F02",
           .payload = "0040"
                      " B751850B1A57168A5693CD924B6B096E08F621827444F70D884F5D0240D2712E"
                      " 10E116E9192AF3C91A7EC57647E3934057340B4CF408D5A56592F8274EEC53F0",
           .before = {"1F00 0009 60864801650304020A 616263"}},
      Case{.name = "TakesTheLastPiece",
           .request = "1F02 63",
           .payload = "0020 BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
           .before = {kStartSha256, "1F01 61", "1F01 62"}},
      Case{.name = "MakesTheDigestOfNothing",
           .request = "1F02",
           .payload = "0020 E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
           .before = {kStartSha256, "1F01"}},
      // T-20: pieces as the vendor's library cuts them.
      Case{.name = "MakesTheDigestOfLongPieces",
           .request = "1F02 63*3",
           .payload = "0020 28BDBD2536CDEA78C75A4B4B134B52C7D2EE197DBF8BF182236776C7257AAA25",
           .before = {"1F00 0009608648016503040201 61*738", "1F01 62*749"}},
      Case{.name = "ForgetsWhatCameBeforeAStart",
           .request = "1F02 616263",
           .payload = "0020 BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
           .before = {"1F00 0009608648016503040203 61", kStartSha256}},
      Case{.name = "NeedsAStart", .request = "1F02", .status = Status::kSessionError},
      Case{.name = "WorksOnce",
           .request = "1F02",
           .status = Status::kSessionError,
           .before = {kStartSha256, "1F02"}},
  };
};

}  // namespace stsafe::conformance
