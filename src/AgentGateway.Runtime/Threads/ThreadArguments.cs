using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Threads;

/// <summary>Reads what doors hand over as text: ids, modes, limits, cursors. Each refusal names what would be right.</summary>
internal static class ThreadArguments
{
    public const int LimitDefault = 100;
    public const int LimitMax = 500;

    private const int IdCharactersMax = 64;

    public static Outcome<ThreadId> Thread(string id) =>
        id.Length <= IdCharactersMax && id.StartsWith("thr_", StringComparison.Ordinal) ? new ThreadId(id) : ThreadRejections.UnknownThread;

    public static Outcome<TurnId> Turn(string id) =>
        id.Length <= IdCharactersMax && id.StartsWith("turn_", StringComparison.Ordinal) ? new TurnId(id) : UnknownTurn;

    public static Rejection UnknownTurn { get; } = new("unknown_turn", "There is no turn of that id.", "Turn ids come from thread_send and thread_read.");

    public static Outcome<int> Limit(int? limit) => limit switch
    {
        null => LimitDefault,
        < 1 => new Rejection("invalid_argument", $"limit is {limit}; it must be at least 1.", $"Leave it out for {LimitDefault}."),
        _ => Math.Min(limit.Value, LimitMax),
    };

    public static Outcome<SendMode> Mode(string? mode) => mode switch
    {
        null or "followup" => SendMode.Followup,
        "collect" => SendMode.Collect,
        "steer" => SendMode.Steer,
        "interrupt" => SendMode.Interrupt,
        _ => new Rejection("invalid_argument", $"\"{Short(mode)}\" is no mode.", "mode is followup, collect, steer or interrupt."),
    };

    public static Outcome<AdviceTime?> When(string? when) => when switch
    {
        null => Outcome.Of<AdviceTime?>(null),
        "before" => Outcome.Of<AdviceTime?>(AdviceTime.Before),
        "after" => Outcome.Of<AdviceTime?>(AdviceTime.After),
        _ => new Rejection("invalid_argument", $"\"{Short(when)}\" is no time to be asked.", "when is before or after (the owner's answer)."),
    };

    /// <summary>A sequence number, as it is or in a cursor that a page of the same thread gave.</summary>
    public static Outcome<long> Seq(string? text, long absent, string journal, ThreadId thread)
    {
        if (text is null) return absent;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return seq;
        return text.Split('.') is [var from, var of, var number] && from == journal && of == thread.Value
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out seq)
            ? seq
            : CursorUnknown;
    }

    public static string SeqCursor(string journal, ThreadId thread, long seq) =>
        string.Create(CultureInfo.InvariantCulture, $"{journal}.{thread.Value}.{seq}");

    public static Outcome<ThreadListKey?> ListCursor(string? cursor, string journal)
    {
        if (cursor is null) return Outcome.Of<ThreadListKey?>(null);
        return cursor.Split('.') is [var from, ("0" or "1") and var pinned, var ticks, var id] && from == journal
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTime.MaxValue.Ticks
            ? new ThreadListKey(pinned == "1", new(at, TimeSpan.Zero), new(id))
            : CursorUnknown;
    }

    public static string ListCursor(string journal, ThreadRow last) =>
        string.Create(CultureInfo.InvariantCulture, $"{journal}.{(last.Pinned ? 1 : 0)}.{last.UpdatedAt.UtcTicks}.{last.Id.Value}");

    private static Rejection CursorUnknown { get; } = new(
        "cursor_unknown", "That cursor does not belong to this list or this journal.", "Begin again without a cursor.");

    private static string Short(string text) => text.Length <= 32 ? text : text[..32] + "…";
}
