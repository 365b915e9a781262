using System.Collections.Concurrent;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Slack;

/// <summary>
/// Answers that people see while they are written: a stream is a message to which text is added, and which is the
/// answer once it is stopped. One call at a time for an answer.
/// </summary>
internal sealed class SlackStreams(SlackClient client)
{
    private const int OpenMax = 200;
    private const int RefusedMax = 1000;

    private readonly ConcurrentDictionary<string, SlackStream> _open = new(StringComparer.Ordinal);

    /// <summary>Chats where Slack refuses streams.</summary>
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.Ordinal);

    /// <summary>A new connection tries it again where Slack has refused streams.</summary>
    public void Retry() => _refused.Clear();

    /// <summary>
    /// Shows the text so far, and answers with the stream's number. At the first fault, and at a text that begins
    /// otherwise, no more is shown. In a channel Slack takes a stream only for a person of a known team.
    /// </summary>
    public async Task<string?> ShowAsync(ChatAddress address, LiveText live, CancellationToken cancellationToken)
    {
        if (address.Thread is null) return null;
        var text = Whole(live.Markdown);
        if (_open.TryGetValue(live.Key, out var stream))
        {
            if (stream.IsLeft || stream.Rest(text) is not { Length: > 0 } more) stream.IsLeft = true;
            else await AppendAsync(stream, text, more, cancellationToken);
            return stream.Number;
        }

        var isTaken = SlackReader.IsDirect(address.Chat) || live.Asker is { Team: not null };
        if (!isTaken || text.Length == 0 || _open.Count >= OpenMax || _refused.ContainsKey(address.Chat)) return null;
        try
        {
            var number = await client.StartStreamAsync(
                SlackWriter.StartStream(address, text, live.Asker), cancellationToken);
            _open[live.Key] = new(address.Chat, number) { Written = text };
            return number;
        }
        catch (ChatException fault)
        {
            if (fault.Kind is ChatFaultKind.Refused or ChatFaultKind.Misconfigured)
            {
                if (_refused.Count >= RefusedMax) _refused.Clear();
                _refused[address.Chat] = true;
            }

            throw;
        }
    }

    /// <summary>
    /// Makes the stream of an answer the answer, and answers with its number; null where there is none, or where it is
    /// gone. It may be repeated: it changes the same message, also one that an earlier process began.
    /// </summary>
    public async Task<string?> FinishAsync(
        ChatAddress address, LiveAnswer live, string markdown, CancellationToken cancellationToken)
    {
        if (Find(address, live) is not { } stream) return null;
        try
        {
            if (!stream.IsStopped) await StopAsync(stream, markdown, cancellationToken);
            if (stream.Written != markdown)
                await client.UpdateAsync(
                    SlackWriter.Update(address, stream.Number, new(markdown)), cancellationToken);
            _open.TryRemove(live.Key, out _);
            return stream.Number;
        }
        catch (ChatException fault) when (fault.Kind is ChatFaultKind.Refused)
        {
            // A person may have deleted it.
            _open.TryRemove(live.Key, out _);
            return null;
        }
        catch (ChatException fault) when (fault.Kind == ChatFaultKind.InDoubt)
        {
            stream.Written = null;
            throw new ChatException(ChatFaultKind.Unavailable, fault.Message, fault);
        }
    }

    /// <summary>Stops the stream of an answer that does not come; it keeps its text.</summary>
    public async Task EndAsync(ChatAddress address, LiveAnswer live, CancellationToken cancellationToken)
    {
        if (Find(address, live) is not { } stream) return;
        if (!stream.IsStopped) await StopAsync(stream, stream.Written ?? "", cancellationToken);
        _open.TryRemove(live.Key, out _);
    }

    /// <summary>What an earlier process wrote is not known here, so its text is set anew.</summary>
    private SlackStream? Find(ChatAddress address, LiveAnswer live) =>
        _open.TryGetValue(live.Key, out var stream) ? stream
        : live.MessageId is { } number ? _open.GetOrAdd(live.Key, new SlackStream(address.Chat, number))
        : null;

    private async Task AppendAsync(
        SlackStream stream, string text, string more, CancellationToken cancellationToken)
    {
        try
        {
            await client.AppendStreamAsync(
                SlackWriter.Stream(stream.Channel, stream.Number, more), cancellationToken);
            stream.Written = text;
        }
        catch (ChatException fault)
        {
            stream.IsLeft = true;
            if (fault.Kind == ChatFaultKind.InDoubt) stream.Written = null;
            throw;
        }
        catch (OperationCanceledException)
        {
            stream.IsLeft = true;
            stream.Written = null;
            throw;
        }
    }

    private async Task StopAsync(SlackStream stream, string markdown, CancellationToken cancellationToken)
    {
        var rest = stream.Rest(markdown);
        try
        {
            await client.StopStreamAsync(
                SlackWriter.Stream(stream.Channel, stream.Number, rest ?? ""), cancellationToken);
            if (rest is not null) stream.Written = markdown;
        }
        catch (ChatException fault) when (fault.Kind is ChatFaultKind.Refused or ChatFaultKind.TooLarge)
        {
            // Slack stops a stream by itself after a while; its text is then set as that of any message.
            stream.Written = null;
        }

        stream.IsStopped = true;
    }

    /// <summary>The text without half of a character at its end.</summary>
    private static string Whole(string text) =>
        text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;

    private sealed class SlackStream(string channel, string number)
    {
        public string Channel => channel;

        public string Number => number;

        /// <summary>What it shows; null where that is not known.</summary>
        public string? Written { get; set; }

        /// <summary>Whether nothing is added any more before it is stopped.</summary>
        public bool IsLeft { get; set; }

        public bool IsStopped { get; set; }

        /// <summary>What has to be added to show that text; null where adding is not enough.</summary>
        public string? Rest(string text) =>
            Written is { } written && text.StartsWith(written, StringComparison.Ordinal)
                ? text[written.Length..]
                : null;
    }
}
