using AgentGateway.Data;

namespace AgentGateway.Doctor;

/// <summary>
/// Files and directories of the data directory that others may use, although nothing in it is for others.
/// </summary>
internal static class LooseFiles
{
    private const int DepthMax = 3;

    /// <summary>Homes that programs in sandboxes write, and which modes files in them have.</summary>
    private const string WrittenByPrograms = "sandbox-homes";

    /// <summary>
    /// The loose ones. The token and the files in which people write settings are not among them: a token that others
    /// may have read is no secret any more, and a file that others may have written is for the person to look at.
    /// </summary>
    public static IEnumerable<string> In(DataDirectory data)
    {
        string[] left = [data.Token, data.Settings, data.In("policy.yaml")];
        return Below(data.Path, depth: 0).Prepend(data.Path)
            .Where(path => !left.Contains(path) && !path.StartsWith(data.Agents + "/", StringComparison.Ordinal))
            .Where(path => new FileInfo(path).LinkTarget is null
                && (File.GetUnixFileMode(path) & TokenFile.Others) != 0);
    }

    private static IEnumerable<string> Below(string directory, int depth)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path) == WrittenByPrograms) continue;
            yield return path;
            if (depth < DepthMax && Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
                foreach (var below in Below(path, depth + 1))
                    yield return below;
        }
    }
}
