using System.Globalization;
using System.Text;

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

    /// <summary>A name of 64 characters, which threads of the kernel may have, and some fifty numbers.</summary>
    private const int StatBytesMax = 2_048;

    private const int FieldsMin = 20;

    /// <summary>The number of its controlling terminal's device; 0 where it has none.</summary>
    public int TerminalNumber { get; init; }

    /// <summary>Ended, but its parent has not taken note.</summary>
    public bool IsZombie => State is 'Z' or 'X';

    /// <summary>Null when there is no such process.</summary>
    /// <exception cref="OsException">No descriptor is left to look with.</exception>
    /// <remarks>
    /// Without a stream or an exception: a look at all processes reads hundreds of these, some of which have just ended.
    /// </remarks>
    public static unsafe ProcessRow? Read(int id)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat");
        using var file = Descriptor.TryOpen(path, OpenFlags.ReadOnly);
        if (file is null)
        {
            // A process that cannot be looked at has not ended.
            if (Errno.IsOutOfDescriptors(Errno.Last)) throw OsException.Last("open " + path);
            return null;
        }

        var bytes = stackalloc byte[StatBytesMax];
        var count = (int)Libc.Read(file, bytes, StatBytesMax);
        // It may have ended between being opened and being read.
        if (count <= 0) return null;
        Span<char> stat = stackalloc char[StatBytesMax];
        return Parse(id, stat[..Encoding.Latin1.GetChars(new ReadOnlySpan<byte>(bytes, count), stat)]);
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
    internal static ProcessRow? Parse(int id, ReadOnlySpan<char> stat)
    {
        var text = stat[(stat.LastIndexOf(')') + 1)..];
        // The last one takes the rest of the line.
        Span<Range> fields = stackalloc Range[FieldsMin + 1];
        if (text.Split(fields, ' ', StringSplitOptions.RemoveEmptyEntries) < FieldsMin) return null;
        return new ProcessRow(
            id, text[fields[0]][0], Number(text[fields[1]]), Number(text[fields[2]]), Number(text[fields[3]]),
            Number(text[fields[5]]), long.Parse(text[fields[19]], CultureInfo.InvariantCulture))
        {
            TerminalNumber = Number(text[fields[4]]),
        };

        static int Number(ReadOnlySpan<char> field) => int.Parse(field, CultureInfo.InvariantCulture);
    }
}
