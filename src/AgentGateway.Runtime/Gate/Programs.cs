using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Gate;

/// <summary>Which files a command would run, as far as its words tell.</summary>
internal sealed class Programs(string searchPath)
{
    private const UnixFileMode Executable =
        UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The real path of the program that a first word names; null when there is none.</summary>
    public string? Find(string word, string directory)
    {
        if (word.Length == 0 || word.Contains('\0', StringComparison.Ordinal)) return null;
        if (word.Contains('/', StringComparison.Ordinal))
            return File.Exists(Path.Combine(directory, word)) ? RealPath.Of(Path.Combine(directory, word)) : null;
        foreach (var place in searchPath.Split(':'))
        {
            // An empty place is the directory itself, by old custom.
            var candidate = Path.Combine(place.Length == 0 ? directory : place, word);
            if (IsExecutable(candidate)) return RealPath.Of(candidate);
        }

        return null;
    }

    private static bool IsExecutable(string path)
    {
        try
        {
            return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
