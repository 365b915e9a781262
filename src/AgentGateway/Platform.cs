using System.Runtime.Versioning;

// The program uses file modes, peer credentials, process sessions and locks of Linux; a build for another system fails.
[assembly: SupportedOSPlatform("linux")]
