using System.Runtime.Versioning;

// Sessions and workspaces are tried with real programs, modes and signals, which are Linux's.
[assembly: SupportedOSPlatform("linux")]
