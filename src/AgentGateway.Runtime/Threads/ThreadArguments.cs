using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Threads;

/// <summary>Reads arguments that came as text: ids, modes, cursors. Each refusal says which values are valid.</summary>
internal static class ThreadArguments
{
    public static Outcome<ThreadId> Thread(string id) =>
        PrefixedId.Parse<ThreadId>(id) is { } thread ? thread : ThreadRejections.UnknownThread;

    public static Outcome<TurnId> Turn(string id) =>
        PrefixedId.Parse<TurnId>(id) is { } turn ? turn : UnknownTurn;

    public static Rejection UnknownTurn { get; } = new(
        "unknown_turn", "There is no turn of that id.", "Turn ids come from thread_send and thread_read.");

    public static Outcome<SendMode> Mode(string? mode) => mode switch
    {
        null or "followup" => SendMode.Followup,
        "collect" => SendMode.Collect,
        "steer" => SendMode.Steer,
        "interrupt" => SendMode.Interrupt,
        _ => new Rejection(
            "invalid_argument",
            $"\"{ShortText.Of(mode)}\" is no mode.",
            "mode is followup, collect, steer or interrupt."),
    };

    public static Outcome<AdviceTime?> When(string? when) => when switch
    {
        null => Outcome.Of<AdviceTime?>(null),
        "before" => Outcome.Of<AdviceTime?>(AdviceTime.Before),
        "after" => Outcome.Of<AdviceTime?>(AdviceTime.After),
        _ => new Rejection(
            "invalid_argument",
            $"\"{ShortText.Of(when)}\" is no time to be asked.",
            "when is before or after (the owner's answer)."),
    };

    /// <summary>A sequence number, as it is or in a cursor that a page of the same thread gave.</summary>
    public static Outcome<long> Seq(string? text, long absent, IJournal journal, ThreadId thread)
    {
        if (text is null) return absent;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)) return seq;
        if (Cursor.ReadKey(text, journal).IsRejected(out var refused, out var key)) return refused;
        return key!.Split('.') is [var of, var number] && of == thread.Value
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out seq)
            ? seq
            : Cursor.Unknown;
    }

    public static string SeqCursor(IJournal journal, ThreadId thread, long seq) =>
        Cursor.Of(journal, string.Create(CultureInfo.InvariantCulture, $"{thread.Value}.{seq}")).ToString();

    public static Outcome<ThreadListKey?> ListCursor(string? cursor, IJournal journal)
    {
        if (Cursor.ReadKey(cursor, journal).IsRejected(out var refused, out var key)) return refused;
        if (key is null) return Outcome.Of<ThreadListKey?>(null);
        return key.Split('.') is [("0" or "1") and var pinned, var ticks, var id]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                && at <= DateTime.MaxValue.Ticks
            ? new ThreadListKey(pinned == "1", new(at, TimeSpan.Zero), new(id))
            : Cursor.Unknown;
    }

    public static string ListCursor(IJournal journal, ThreadRow last)
    {
        var pinned = last.Pinned ? 1 : 0;
        var key = string.Create(CultureInfo.InvariantCulture, $"{pinned}.{last.UpdatedAt.UtcTicks}.{last.Id.Value}");
        return Cursor.Of(journal, key).ToString();
    }
}
