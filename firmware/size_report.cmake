# Prints the size of the section `.counted` of ELF; fails if it is above BUDGET.
execute_process(COMMAND arm-none-eabi-size -A "${ELF}" OUTPUT_VARIABLE sections
                COMMAND_ERROR_IS_FATAL ANY)
if(NOT sections MATCHES "\\.counted +([0-9]+)")
  message(FATAL_ERROR "${ELF} has no section .counted")
endif()
set(size ${CMAKE_MATCH_1})
message(NOTICE "main job on a Cortex-M4: ${size} bytes of text and read-only data, budget ${BUDGET}")
if(size GREATER BUDGET)
  message(FATAL_ERROR "the main job has outgrown its budget; see main_job.map beside the ELF file")
endif()
