using System.Globalization;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Benchmarks.Journal;

/// <summary>A thread to which message after message is appended.</summary>
internal sealed class SampleStream(string id, long epoch)
{
    public const string Text = "the quick brown fox jumps over the lazy dog and verifies claims before answering";
    private static readonly byte[] State = new byte[500];
    private readonly StreamId _stream = StreamId.Of("thread", id);
    private static long _messages;
    private long _version;

    public AppendRequest Next(string text)
    {
        var version = ++_version;
        var at = TimeProvider.System.GetUtcNow();

        // As long as a real id, and rising with time like one.
        var messageId = string.Create(
            CultureInfo.InvariantCulture, $"msg_{Interlocked.Increment(ref _messages):00000000000000000000000000}");
        var message = new Message(
            MessageId.Of(messageId), version, MessageRole.User, "operator", text, Visibility.Visible);
        return new(
            _stream,
            version - 1,
            [new RecordedEvent(_stream, version, at, "operator", new MessagePosted(message))],
            new(State, 1, null),
            [new MessageRow(ThreadId.Of(id), at, message, Searchable: true)],
            epoch);
    }
}
