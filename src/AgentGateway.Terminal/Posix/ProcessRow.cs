using System.Globalization;

namespace AgentGateway.Terminal.Posix;

/// <summary>A process as /proc shows it. Times are ticks since the machine started.</summary>
internal sealed record ProcessRow(int Id, char State, int ParentId, int GroupId, int SessionId, int ForegroundGroupId, long StartTicks)
{
    /// <summary>Ended, but its parent has not taken note.</summary>
    public bool IsZombie => State is 'Z' or 'X';

    /// <summary>Null when there is no such process.</summary>
    public static ProcessRow? Read(int id)
    {
        try
        {
            return Parse(id, File.ReadAllText($"/proc/{id}/stat"));
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
    /// All processes of a session, in no order. A process that called setsid has left it. Where no descriptor is left to look with,
    /// the leader stands for all.
    /// </summary>
    public static List<ProcessRow> OfSession(int sessionId)
    {
        try
        {
            return Find(sessionId);
        }
        catch (IOException)
        {
            return Libc.Kill(sessionId, 0) == 0 ? [new ProcessRow(sessionId, '?', 0, sessionId, sessionId, 0, 0)] : [];
        }
    }

    private static List<ProcessRow> Find(int sessionId)
    {
        var found = new List<ProcessRow>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            if (Read(id) is { } row && row.SessionId == sessionId) found.Add(row);
        }

        return found;
    }

    /// <summary>The name stands in parentheses and may itself hold any character, so what counts begins after the last one.</summary>
    internal static ProcessRow? Parse(int id, string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20) return null;
        return new ProcessRow(id, fields[0][0], Number(1), Number(2), Number(3), Number(5), long.Parse(fields[19], CultureInfo.InvariantCulture));

        int Number(int at) => int.Parse(fields[at], CultureInfo.InvariantCulture);
    }
}
