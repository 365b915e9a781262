using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Storage.Threads;

/// <summary>
/// The column <c>used</c> of turns and messages: what they used of models, in words with a space between them: input,
/// output and cached tokens, dollars and calls, such as <c>900 20 0 0.0125 1</c>. Behind them a message has its turn,
/// or an empty word, and its model, where it knows one. It is null where nothing was used. It repeats what the detail
/// says, because a year has many turns: an index that has all that is asked for is read much faster than the rows.
/// </summary>
internal static class UsedColumn
{
    /// <summary>Null where the turn has used nothing.</summary>
    public static byte[]? Of(TurnRow turn) =>
        turn.Usage == TokenUsage.None ? null : Encoding.UTF8.GetBytes(Text(turn.Usage));

    /// <inheritdoc cref="Of(TurnRow)"/>
    public static byte[]? Of(Message message) => message.Usage?.NullIfNone() is not { } usage
        ? null
        : Encoding.UTF8.GetBytes($"{Text(usage)} {message.Turn}{(message.Model is { } model ? $" {model}" : "")}");

    public static TokenUsage Usage(ReadOnlySpan<byte> used) => Usage(ref used);

    public static StepUsage Step(ReadOnlySpan<byte> used)
    {
        var usage = Usage(ref used);
        var turn = Word(ref used);
        return new(
            turn.IsEmpty ? null : TurnId.Of(Encoding.UTF8.GetString(turn)),
            used.IsEmpty ? null : Encoding.UTF8.GetString(used),
            usage);
    }

    private static string Text(TokenUsage usage) => string.Create(
        CultureInfo.InvariantCulture,
        $"{usage.InputTokens} {usage.OutputTokens} {usage.CachedInputTokens} {usage.CostUsd} {usage.ModelCalls}");

    private static TokenUsage Usage(ref ReadOnlySpan<byte> rest)
    {
        var (input, output, cached) = (Number(ref rest), Number(ref rest), Number(ref rest));
        if (!Utf8Parser.TryParse(Word(ref rest), out decimal cost, out _)) throw Unreadable();
        return new(input, output, cached, cost, (int)Number(ref rest));
    }

    private static long Number(ref ReadOnlySpan<byte> rest) =>
        Utf8Parser.TryParse(Word(ref rest), out long number, out _) ? number : throw Unreadable();

    private static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> rest)
    {
        var space = rest.IndexOf((byte)' ');
        var word = space < 0 ? rest : rest[..space];
        rest = space < 0 ? [] : rest[(space + 1)..];
        return word;
    }

    private static JsonException Unreadable() => new("What a turn or a message has used of models cannot be read.");
}
