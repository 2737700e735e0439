#pragma once

#include "tests/conformance/states.h"

namespace stsafe::conformance {

template <>
struct Cases<wire::VerifySignature> {
  static constexpr std::array kAll{
      // RFC 6979, A.2.5 (part 03, appendix A3).
      Case{.name = "SaysValid",
           .request = "17 00 00082A8648CE3D030107 04"
                      " 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                      " 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"
                      " 0020 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                      " 0020 F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
                      " 0020 AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF",
           .payload = "01"},
      // U-6: the leftmost bits count.
      Case{.name = "TakesTheLeftmostBitsOfALongDigest",
           .request =
               "17 00 00082A8648CE3D030107 04"
               " 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
               " 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"
               " 0020 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
               " 0020 F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
               " 0040 AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BF 5A*32",
           .payload = "01"},
      Case{.name = "SaysInvalidOfAnotherDigest",
           .request = "17 00 00082A8648CE3D030107 04"
                      " 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                      " 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"
                      " 0020 EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                      " 0020 F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"
                      " 0020 AF2BDBE1AA9B6EC1E2ADE1D694F41FC71A831D0268E9891562113D8A62ADD1BE",
           .payload = "00"},
      // U-19
      Case{.name = "SaysInvalidOfZeros",
           .request = "17 00 00082A8648CE3D030107 04"
                      " 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                      " 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"
                      " 0020 00*32 0020 00*32 0001 72",
           .payload = "00"},
      Case{.name = "SaysInvalidOfNumbersAboveTheOrder",
           .request = "17 00 00082A8648CE3D030107 04"
                      " 0020 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
                      " 0020 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"
                      " 0020 FF*32 0020 FF*32 0001 72",
           .payload = "00"},
      // RFC 8032, test 2: seen on a real A120 (part 03, appendix A14).
      Case{.name = "SaysValidOfEd25519",
           .request =
               "17 00 00032B6570"
               " 0020 3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C"
               " 0020 92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA"
               " 0020 085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00 00 0001 72",
           .payload = "01"},
      Case{.name = "SaysInvalidOfEd25519",
           .request =
               "17 00 00032B6570"
               " 0020 3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C"
               " 0020 92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA"
               " 0020 085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00 00 0001 73",
           .payload = "00"},
      // RFC 8032, section 7.3: a digest of "abc" (U-7).
      Case{.name = "SaysValidOfEd25519ph",
           .request = "17 00 00032B6570"
                      " 0020 EC172B93AD5E563BF4932C70E1245034C35467EF2EFD4D64EBF819683467E2BF"
                      " 0020 98A70222F0B8121AA9D30F813D683F809E462B469C7FF87639499BB94E6DAE41"
                      " 0020 31F85042463C2A355A2003D062ADF5AAA10B8C61E636062AAAD11C2A26083406 01"
                      " 0040 DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A"
                      " 2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F",
           .payload = "01"},
      Case{.name = "SaysInvalidOfEd25519phOfAnotherDigest",
           .request = "17 00 00032B6570"
                      " 0020 EC172B93AD5E563BF4932C70E1245034C35467EF2EFD4D64EBF819683467E2BF"
                      " 0020 98A70222F0B8121AA9D30F813D683F809E462B469C7FF87639499BB94E6DAE41"
                      " 0020 31F85042463C2A355A2003D062ADF5AAA10B8C61E636062AAAD11C2A26083406 01"
                      " 0040 DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A"
                      " 2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49E",
           .payload = "00"},
      Case{.name = "TakesNoEd25519phForPureEd25519",
           .request = "17 00 00032B6570"
                      " 0020 EC172B93AD5E563BF4932C70E1245034C35467EF2EFD4D64EBF819683467E2BF"
                      " 0020 98A70222F0B8121AA9D30F813D683F809E462B469C7FF87639499BB94E6DAE41"
                      " 0020 31F85042463C2A355A2003D062ADF5AAA10B8C61E636062AAAD11C2A26083406 00"
                      " 0040 DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A"
                      " 2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F",
           .payload = "00"},
      // RFC 8032, section 7.1, "TEST SHA(abc)".
      Case{.name = "TakesNoPureEd25519ForEd25519ph",
           .request = "17 00 00032B6570"
                      " 0020 EC172B93AD5E563BF4932C70E1245034C35467EF2EFD4D64EBF819683467E2BF"
                      " 0020 DC2A4459E7369633A52B1BF277839A00201009A3EFBF3ECB69BEA2186C26B589"
                      " 0020 09351FC9AC90B3ECFDFBC7C66431E0303DCA179C138AC17AD9BEF1177331A704 01"
                      " 0040 DDAF35A193617ABACC417349AE20413112E6FA4E89A97EA20A9EEEE64B55D39A"
                      " 2192992A274FC1A836BA3C23A3FEEBBD454D4423643CE80E2A9AC94FA54CA49F",
           .payload = "00"},
      // U-7
      Case{.name = "WantsAPrehashOf64Bytes",
           .request = "17 00 00032B6570 0020 01 00*31 0020 00*32 0020 00*32 01 0020 5A*32",
           .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsTwoVariantsOfEd25519",
           .request = "17 00 00032B6570 0020 01 00*31 0020 00*32 0020 00*32 02 0040 5A*64",
           .status = Status::kInconsistentCommandData},
      Case{.name = "KnowsOneSubject",
           .request = "17 01 00032B6570 0020 01 00*31 0020 00*32 0020 00*32 00 0001 72",
           .status = Status::kValueOutOfRange},
      Case{.name = "RefusesACurveThatDoesNotExist",
           .request = "17 00 00032B6571 0020 01 00*31 0020 00*32 0020 00*32 00 0001 72",
           .status = Status::kValueOutOfRange},
      // U-39: also in the form that the vendor's library sends.
      Case{.name = "CannotVerifyWithX25519",
           .request = "17 00 00032B656E 04 0020 09 00*31 0020 00*32 0000 0000 0001 72",
           .status = Status::kWrongKeyType},
      Case{.name = "CannotVerifyWithX25519InItsOwnForm",
           .request = "17 00 00032B656E 0020 09 00*31 0020 00*32 0020 00*32 0001 72",
           .status = Status::kWrongKeyType},
      // U-18
      Case{.name = "RefusesAPointOffTheCurve",
           .request = "17 00 00082A8648CE3D030107 04 0020 00*31 01 0020 00*31 01"
                      " 0020 5A*32 0020 5A*32 0020 5A*32",
           .status = Status::kInvalidPublicKey},
      Case{.name = "RefusesAnEd25519KeyThatIsNoPoint",
           .request = "17 00 00032B6570 0020 02 00*31 0020 00*32 0020 00*32 00 0001 72",
           .status = Status::kInvalidPublicKey},
      Case{.name = "RefusesAnEd25519phKeyThatIsNoPoint",
           .request = "17 00 00032B6570 0020 02 00*31 0020 00*32 0020 00*32 01 0040 5A*64",
           .status = Status::kInvalidPublicKey},
      // U-20
      Case{.name = "WantsNumbersOfTheCurvesSize",
           .request = "17 00 00032B6570 0020 01 00*31 0020 00*32 001F 00*31 00 0001 72",
           .status = Status::kInconsistentCommandData},
      // Syntax before ranges (part 03, appendix B).
      Case{.name = "AsksForTheSizesBeforeTheSubject",
           .request = "17 01 00032B6570 0020 01 00*31 0020 00*32 001F 00*31 00 0001 72",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsAVariantForEd25519",
           .request = "17 00 00032B6570 0020 01 00*31 0020 00*32 0020 00*32 0001 72",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsTheWholeMessage",
           .request = "17 00 00032B6570 0020 01 00*31 0020 00*32 0020 00*32 00 0002 72",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsASubject", .request = "17", .status = Status::kInconsistentCommandData},
  };
};

template <>
struct Cases<wire::DecompressPublicKey> {
  static constexpr std::array kAll{
      // Part 03, appendix A7.
      Case{.name = "AnswersAnOddY",
           .request = "1F1A 00082A8648CE3D030107 03"
                      " 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6",
           .payload = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"},
      // The prime minus that.
      Case{.name = "AnswersAnEvenY",
           .request = "1F1A 00082A8648CE3D030107 02"
                      " 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6",
           .payload = "86FC01EEF74743675BE51616A9D7439B0D0E4DF4D28160AE885C3D6B2BB9DD66"},
      // RFC 5639, the generator.
      Case{.name = "WorksOnBrainpoolP256",
           .request = "1F1A 00092B2403030208010107 03"
                      " 8BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262",
           .payload = "547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997"},
      Case{.name = "FindsNoPointWithThisX",
           .request = "1F1A 00082A8648CE3D030107 02 FF*32",
           .status = Status::kInvalidPublicKey},
      Case{.name = "KnowsTwoParities",
           .request = "1F1A 00082A8648CE3D030107 04 5A*32",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsXOfTheCurvesSize",
           .request = "1F1A 00082A8648CE3D030107 02 5A*31",
           .status = Status::kInconsistentCommandData},
      Case{.name = "WantsNothingBehindX",
           .request = "1F1A 00082A8648CE3D030107 02 5A*33",
           .status = Status::kInconsistentCommandData},
      Case{.name = "HasNothingToDoForX25519",
           .request = "1F1A 00032B656E 02 5A*32",
           .status = Status::kWrongKeyType},
      Case{.name = "HasNothingToDoForEd25519",
           .request = "1F1A 00032B6570 02 5A*32",
           .status = Status::kWrongKeyType},
      Case{.name = "RefusesACurveThatDoesNotExist",
           .request = "1F1A 00032B6571 02 5A*32",
           .status = Status::kValueOutOfRange},
      Case{.name = "WantsAParity",
           .request = "1F1A 00032B656E",
           .status = Status::kInconsistentCommandData},
  };
};

}  // namespace stsafe::conformance
