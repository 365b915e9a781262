using AgentGateway.Runtime.Files;
using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.Runtime.Gate;

/// <summary>
/// The files that a command names, so that an approval holds only while their content is the same. A file that cannot be
/// bound is told to the person who approves.
/// </summary>
internal sealed class BoundFiles(Programs programs)
{
    private const int FilesMax = 128;
    private const int SentencesMax = 8;

    /// <summary>Of all files together: reading more would hold up the call.</summary>
    private const long BytesMax = 256 * 1024 * 1024;

    /// <summary>Files that the kernel makes when they are read: they have no content that could be kept.</summary>
    private static readonly string[] KernelDirectories = ["/dev/", "/proc/", "/sys/"];

    /// <param name="isLater">The command runs later than it is approved, and nothing is looked at again then.</param>
    /// <returns>The real paths that can be bound, in their order, and sentences about the others.</returns>
    public (IReadOnlyList<string> Paths, IReadOnlyList<string> Unbound) Of(
        IReadOnlyList<ShellFile> files, string directory, bool isLater)
    {
        var bound = new SortedSet<string>(StringComparer.Ordinal);
        var unbound = new List<string>();
        var bytes = 0L;
        foreach (var file in files)
        {
            var named = file.Absolute is { } path && File.Exists(path) ? RealPath.Of(path) : null;
            if (file.Absolute is null || (named is not null && isLater)) Say(file);
            var real = named
                ?? (file.Written.Contains('/', StringComparison.Ordinal) ? null : programs.Find(file.Written, directory));
            if (real is null || bound.Contains(real) || KernelDirectories.Any(real.StartsWith)) continue;
            bytes += LengthOf(real);
            if (bound.Count < FilesMax && bytes <= BytesMax) bound.Add(real);
            else Say(file);
        }

        return ([.. bound], unbound);

        void Say(ShellFile file)
        {
            var sentence = $"it {(file.Runs ? "runs" : "uses")} {file.Written}, which may have changed";
            if (unbound.Count < SentencesMax && !unbound.Contains(sentence)) unbound.Add(sentence);
        }
    }

    private static long LengthOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (IOException)
        {
            // It is gone: its absence is bound.
            return 0;
        }
    }
}
