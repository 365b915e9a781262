using System.Text;

namespace AgentGateway.Logging;

/// <summary>
/// The files of the daemon's log: the current one, and those that were put aside when they were full.
/// </summary>
internal static class DaemonLog
{
    public const string Name = "agw";

    public const string FileName = Name + ".log";

    /// <summary>The newest lines, oldest first, over all files.</summary>
    /// <param name="length">How much of the current file counts.</param>
    public static IReadOnlyList<string> Newest(string directory, int count, long length)
    {
        var lines = new LinkedList<string>();
        for (var at = 0; lines.Count < count; at++)
        {
            var path = Path.Combine(directory, at == 0 ? FileName : $"{Name}.{at}.log");
            if (!File.Exists(path)) break;
            using var file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[at == 0 ? Math.Min(length, file.Length) : file.Length];
            file.ReadExactly(bytes);
            foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n').Reverse())
                if (line.Length > 0 && lines.Count < count)
                    lines.AddFirst(line);
        }

        return [.. lines];
    }
}
