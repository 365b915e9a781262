using System.Globalization;

namespace AgentGateway.Posix;

/// <summary>A process as /proc shows it: true for a moment.</summary>
/// <param name="Id">Its number, which a later process may have again.</param>
/// <param name="State">As ps shows it: <c>R</c>, <c>S</c>, <c>T</c>, <c>Z</c> ….</param>
/// <param name="ForegroundGroupId">The process group that has its terminal; -1 without a terminal.</param>
/// <param name="StartTicks">
/// Its start, in clock ticks since the machine started: with the number it tells one process from another.
/// </param>
public sealed record ProcessRow(
    int Id, char State, int ParentId, int GroupId, int SessionId, int ForegroundGroupId, long StartTicks)
{
    private const int AncestorsMax = 1_000;

    /// <summary>The number of its controlling terminal's device; 0 where it has none.</summary>
    public int TerminalNumber { get; init; }

    /// <summary>Ended, but its parent has not taken note.</summary>
    public bool IsZombie => State is 'Z' or 'X';

    /// <summary>Null when there is no such process.</summary>
    /// <exception cref="OsException">No descriptor is left to look with.</exception>
    public static ProcessRow? Read(int id)
    {
        try
        {
            return Parse(id, File.ReadAllText($"/proc/{id}/stat"));
        }
        catch (IOException failure) when (Errno.IsOutOfDescriptors(failure.HResult))
        {
            // A process that cannot be looked at has not ended.
            throw new OsException($"open /proc/{id}/stat", failure.HResult);
        }
        catch (IOException)
        {
            // It ended between being named and being read.
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// All processes of a session, in no order. A process that called setsid has left it. Where no descriptor is left
    /// to look with, the leader stands for all.
    /// </summary>
    public static List<ProcessRow> OfSession(int sessionId)
    {
        try
        {
            return Find(sessionId);
        }
        catch (IOException)
        {
            return Signals.IsThere(sessionId) ? [new ProcessRow(sessionId, '?', 0, sessionId, sessionId, 0, 0)] : [];
        }
    }

    /// <summary>All processes that can be seen, in no order.</summary>
    public static IEnumerable<ProcessRow> All()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture,
                out var id) && Read(id) is { } row)
                yield return row;
    }

    /// <summary>The process itself, its parent, and so on up to the first.</summary>
    public static IEnumerable<ProcessRow> Ancestors(int id)
    {
        // Numbers may be taken anew while this walks, so it could walk in a circle.
        for (var steps = 0; id > 0 && steps < AncestorsMax && Read(id) is { } row; steps++)
        {
            yield return row;
            id = row.ParentId;
        }
    }

    private static List<ProcessRow> Find(int sessionId) => [.. All().Where(row => row.SessionId == sessionId)];

    /// <summary>
    /// The name stands in parentheses and may itself hold any character, so what counts begins after the last one.
    /// </summary>
    internal static ProcessRow? Parse(int id, string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20) return null;
        return new ProcessRow(
            id, fields[0][0], Number(1), Number(2), Number(3), Number(5), long.Parse(
                fields[19], CultureInfo.InvariantCulture))
        {
            TerminalNumber = Number(4),
        };

        int Number(int at) => int.Parse(fields[at], CultureInfo.InvariantCulture);
    }
}
