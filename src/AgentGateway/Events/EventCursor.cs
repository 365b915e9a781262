using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Events;

/// <summary>
/// A place in the journal, as a client keeps it: <c>JOURNAL:POSITION</c>, or the position alone. Positions of another journal,
/// or of a future that a restored one does not have, are refused: they would silently skip events.
/// </summary>
internal static class EventCursor
{
    /// <summary>From here on, without what was before.</summary>
    public const string Latest = "latest";

    public static Outcome<long> Read(string? cursor, IJournal journal)
    {
        if (string.IsNullOrEmpty(cursor)) return 0;
        if (cursor == Latest) return journal.LastPosition;
        var colon = cursor.LastIndexOf(':');
        if (colon >= 0 && cursor[..colon] != journal.Id) return Unknown("It belongs to another journal.");
        if (!long.TryParse(cursor.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return new Rejection("invalid_cursor", $"\"{Shown(cursor)}\" is no position of the journal.", "Give the id of the last event that you have, its position, latest, or nothing for all events.");
        return position <= journal.LastPosition ? position : Unknown("The journal has not come that far.");
    }

    private static Rejection Unknown(string why) =>
        new("cursor_unknown", $"The cursor is not of this journal. {why}", "Read again from the beginning (after=0), or from now on (after=latest).");

    private static string Shown(string cursor) => cursor.Length <= 80 ? cursor : cursor[..80] + "…";
}
