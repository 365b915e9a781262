using System.Globalization;
using AgentGateway.Domain;

namespace AgentGateway.Runtime.Journal;

/// <summary>
/// The point from which a reader goes on, as clients keep it: <c>JOURNAL:POINT</c>. The point is a position of the
/// journal, or a key of the list that gave the cursor, which only that list reads. A cursor of another journal is
/// refused, because its point would mean something else there and entries would be skipped silently.
/// </summary>
public readonly record struct Cursor(string Journal, string Point)
{
    /// <summary>Instead of a cursor into the journal: from now on, without what was before.</summary>
    public const string Latest = "latest";

    private const int ShownCharacters = 80;

    /// <summary>Refuses a cursor that the list did not give, for lists whose keys can be told.</summary>
    public static Rejection Unknown { get; } = new(
        "cursor_unknown", "That cursor does not belong to this list or this journal.", "Begin again without a cursor.");

    public static Cursor Of(IJournal journal, long position) =>
        new(journal.Id, position.ToString(CultureInfo.InvariantCulture));

    /// <param name="key">The key of the last entry that was given.</param>
    public static Cursor Of(IJournal journal, string key) => new(journal.Id, key);

    /// <summary>
    /// The position to read the journal from: of a cursor, of a bare position, 0 for none, the newest for
    /// <see cref="Latest"/>. A position that the journal has not reached is refused too: it belongs to events
    /// that a restored journal does not have.
    /// </summary>
    public static Outcome<long> ReadPosition(string? text, IJournal journal)
    {
        if (string.IsNullOrEmpty(text)) return 0;
        if (text == Latest) return journal.LastPosition;
        var colon = text.LastIndexOf(':');
        if (colon >= 0 && text[..colon] != journal.Id) return Foreign("It belongs to another journal.");
        if (!long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return new Rejection(
                "invalid_cursor",
                $"\"{ShortText.Of(text, ShownCharacters)}\" is no position of the journal.",
                "Give the id of the last event that you have, its position, latest, or nothing for all events.");
        return position <= journal.LastPosition ? position : Foreign("The journal has not come that far.");
    }

    /// <summary>
    /// The key from which a list goes on; null for its beginning. A text that is no cursor of this journal is
    /// refused with <see cref="Unknown"/>, and the list refuses a key that it does not know in the same way.
    /// </summary>
    public static Outcome<string?> ReadKey(string? text, IJournal journal)
    {
        if (text is null) return Outcome.Of<string?>(null);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && text[..colon] == journal.Id && colon + 1 < text.Length ? text[(colon + 1)..] : Unknown;
    }

    public override string ToString() => $"{Journal}:{Point}";

    private static Rejection Foreign(string why) => new(
        "cursor_unknown",
        $"The cursor is not of this journal. {why}",
        "Read again from the beginning (after=0), or from now on (after=latest).");
}
