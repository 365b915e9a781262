using System.Collections.Concurrent;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Faults;

/// <summary>
/// Senders that write to a thread each until the daemon dies under them, remembering what was acknowledged and
/// repeating, by its idempotency key, what was not.
/// </summary>
internal sealed class KillLoad(int senders)
{
    private readonly ConcurrentDictionary<string, string> _uncertain = new();
    private readonly string?[] _threads = new string?[senders];
    private Daemon? _daemon;
    private int _lastNumber;

    /// <summary>What the daemon has acknowledged, by idempotency key.</summary>
    public ConcurrentDictionary<string, Sent> Acknowledged { get; } = new();

    /// <summary>Meets a daemon that has just started and asks it something.</summary>
    public async Task ConnectAsync(Daemon daemon)
    {
        _daemon = daemon;
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        await client.CallAsync("agent_list");
        for (var sender = 0; sender < senders; sender++) _threads[sender] ??= await client.NewThreadAsync();
    }

    /// <summary>
    /// Sends until so many were acknowledged, then kills while the senders go on; returns when all have noticed.
    /// </summary>
    public async Task RunUntilAcknowledgedAsync(int count, Func<Task> kill)
    {
        var target = Acknowledged.Count + count;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = Enumerable.Range(0, senders).Select(sender => Task.Run(() => SendUntilDeadAsync(sender, () =>
        {
            if (Acknowledged.Count >= target) reached.TrySetResult();
        }))).ToArray();
        var first = await Task.WhenAny(reached.Task, Task.WhenAll(sending));
        Assert.True(first == reached.Task, "The daemon went away before it was killed.");
        await kill();
        await Task.WhenAll(sending).WaitAsync(Limits.Soon());
    }

    /// <summary>Sends again what a kill left without an answer.</summary>
    public async Task RepeatUncertainAsync()
    {
        await using var client = await McpClient.ConnectAsync(_daemon!, ConnectionKind.HttpModern);
        for (var sender = 0; sender < senders; sender++) await RepeatAsync(client, sender);
    }

    private async Task SendUntilDeadAsync(int sender, Action acknowledged)
    {
        try
        {
            await using var client = sender % 2 == 0
                ? await McpClient.ConnectAsync(_daemon!, ConnectionKind.HttpModern)
                // A bridge that started the daemon again would go on sending: here the test alone starts daemons.
                : await McpClient.ConnectAsync(StdioWire.Spawn(_daemon!.Data, null, "--no-start"), ConnectionKind.StdioModern);
            await RepeatAsync(client, sender);
            while (true)
            {
                var number = Interlocked.Increment(ref _lastNumber);
                await SendAsync(client, sender, $"s{sender}-{number}", wait: number % 3 == 0 ? 25 : 0);
                acknowledged();
            }
        }
        catch (Exception death) when (death is HttpRequestException
            or IOException
            or McpError
            or OperationCanceledException
            or InvalidDataException)
        {
        }
    }

    private async Task RepeatAsync(McpClient client, int sender)
    {
        foreach (var key in _uncertain.Keys.Where(
            key => key.StartsWith($"s{sender}-", StringComparison.Ordinal)).ToList())
            await SendAsync(client, sender, key, wait: 0);
    }

    private async Task SendAsync(McpClient client, int sender, string key, int wait)
    {
        var (thread, text) = (_threads[sender]!, $"Message {key}");
        _uncertain[key] = text;
        while (true)
        {
            var sent = await client.TryAsync(
                "thread_send", new { thread_id = thread, text, wait_seconds = wait, idempotency_key = key });
            if (sent.Refused && sent.Text("code") == "queue_full")
            {
                // Heard and refused: nothing was done, and there is room again when a turn has ended.
                wait = 25;
                await client.CallAsync("agent_list");
                continue;
            }

            sent.Accepted();
            Acknowledged[key] = new(thread, sent.Text("message_id"), sent.Text("turn_id"), text);
            _uncertain.TryRemove(key, out _);
            return;
        }
    }
}
