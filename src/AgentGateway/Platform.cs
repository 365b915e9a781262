using System.Runtime.Versioning;

// File modes, peer credentials, sessions and locks are Linux's; every other system is refused at build time.
[assembly: SupportedOSPlatform("linux")]
