# Flags of an optimised build that turn memory mistakes into a stop. Cost on reading a large CSV: within the noise.
# -fno-strict-overflow makes overflow wrap and does not detect it: the arithmetic checks for itself.

set(doudi_optimised "$<CONFIG:Release,RelWithDebInfo>")

doudi_accepted_flags(doudi_hardening_flags
  -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero
  -fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing
)
list(APPEND doudi_hardening_flags "$<${doudi_optimised}:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")

set(doudi_hardening_link_flags)
foreach(flag IN ITEMS -z,relro -z,now -z,noexecstack -z,nodlopen -z,separate-code --as-needed --build-id=sha1)
  string(MAKE_C_IDENTIFIER "DOUDI_LINKER_HAS_${flag}" known)
  check_linker_flag(CXX "LINKER:${flag}" ${known})
  if(${known})
    list(APPEND doudi_hardening_link_flags "LINKER:${flag}")
  endif()
endforeach()
