namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// Unix sockets that programs of the machine listen on. A read-only mount does not keep a program from connecting to
/// one, so a sandbox covers each.
/// </summary>
internal static class HostSockets
{
    private const string Table = "/proc/net/unix";
    private const int PathColumn = 7;

    /// <summary>
    /// Their paths as they were bound, without those that are gone. Abstract names are not among them: a sandbox has a
    /// network namespace of its own, and those belong to one.
    /// </summary>
    public static IReadOnlyList<string> Paths() => File.Exists(Table) ? Read(File.ReadLines(Table)) : [];

    internal static IReadOnlyList<string> Read(IEnumerable<string> lines) =>
    [
        .. lines.Skip(1)
            .Select(line => line.Split(' ', PathColumn + 1, StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > PathColumn && columns[PathColumn].StartsWith('/'))
            .Select(columns => columns[PathColumn])
            .Distinct()
            .Where(Path.Exists),
    ];
}
