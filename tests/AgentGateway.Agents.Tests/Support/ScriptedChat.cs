using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentGateway.Agents.Tests.Support;

/// <summary>A model whose every answer is written down beforehand; the last one is repeated.</summary>
internal sealed class ScriptedChat(
    params Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>>[] answers) : IChatClient
{
    private int _asked;

    public List<IReadOnlyList<ChatMessage>> Requests { get; } = [];

    public List<ChatOptions?> Options { get; } = [];

    /// <summary>What it answers when it is asked to summarise, which takes none of the other answers.</summary>
    public string? Summary { get; init; }

    /// <summary>Completes when a stream has been told to stop.</summary>
    public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Says(params string[] pieces) =>
        _ => Stream(
            [.. pieces.Select(piece => new ChatResponseUpdate(ChatRole.Assistant, piece)), End(ChatFinishReason.Stop)]);

    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Calls(
        string text, params FunctionCallContent[] calls) =>
        _ => Stream(
            [new(ChatRole.Assistant, text), new(ChatRole.Assistant, [.. calls]), End(ChatFinishReason.ToolCalls)]);

    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Sends(
        params ChatResponseUpdate[] updates) => _ => Stream(updates);

    public static Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Fails(
        Exception exception, params string[] after) =>
        _ => Break(exception, after);

    public static FunctionCallContent Call(
        string id, string name, string arguments) => new(id, name) { RawRepresentation = arguments };

    public static ChatResponseUpdate End(ChatFinishReason reason, long input = 100, long output = 10) =>
        new(ChatRole.Assistant,
        [
            new UsageContent(new() { InputTokenCount = input, OutputTokenCount = output, CachedInputTokenCount = 0 }),
        ])
        {
            FinishReason = reason,
            ModelId = "scripted",
        };

    /// <summary>Says something and then nothing more until it is stopped.</summary>
    public Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> Hangs(params string[] after) =>
        token => Hang(after, token);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options =
            null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Requests.Add([.. messages]);
        Options.Add(options);
        if (Summary is not null && Requests[^1][0].Text.StartsWith("You write the summary", StringComparison.Ordinal))
            return Says(Summary)(cancellationToken);
        return answers[Math.Min(_asked++, answers.Length - 1)](cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Stream(ChatResponseUpdate[] updates)
    {
        await Task.CompletedTask;
        foreach (var update in updates) yield return update;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Break(Exception exception, string[] after)
    {
        await Task.CompletedTask;
        foreach (var piece in after) yield return new(ChatRole.Assistant, piece);
        throw exception;
    }

    private async IAsyncEnumerable<ChatResponseUpdate> Hang(
        string[] after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var piece in after) yield return new(ChatRole.Assistant, piece);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            Stopped.TrySetResult();
        }
    }
}
