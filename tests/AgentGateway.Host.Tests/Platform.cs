using System.Runtime.Versioning;

// The program under test runs on Linux only.
[assembly: SupportedOSPlatform("linux")]
