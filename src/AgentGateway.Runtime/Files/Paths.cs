
namespace AgentGateway.Runtime.Files;

/// <summary>Questions about paths that need no disk.</summary>
internal static class Paths
{
    /// <summary>Whether it is that directory or below it. Both are real paths: absolute, without links.</summary>
    public static bool IsInside(string directory, string path) =>
        path == directory
            || path.StartsWith(directory.EndsWith('/') ? directory : directory + "/", StringComparison.Ordinal);
}
