using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using AgentGateway.Domain;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Chat;

/// <summary>
/// The connections of a chat: one for calls, which are answered at once, one for each thread that is followed, and one
/// for approvals. When the daemon goes away they all end; it is then looked for until it is there again.
/// </summary>
internal sealed class ChatLink(VerbContext context, TimeProvider time) : IDisposable
{
    private const int NewsMax = 1024;

    private static readonly TimeSpan LookFirst = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookMost = TimeSpan.FromSeconds(2);

    private readonly Channel<ChatNews> _news = Channel.CreateBounded<ChatNews>(NewsMax);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _followed = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending =
        CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);

    private ControlClient? _calls;

    /// <summary>Grows whenever a daemon was lost.</summary>
    private int _life;

    public ChannelReader<ChatNews> News => _news.Reader;

    /// <summary>Whether a daemon answers.</summary>
    public bool IsThere => _calls is not null;

    /// <summary>Connects, and starts a daemon where none runs and the person lets it.</summary>
    public async Task<Rejection?> OpenAsync()
    {
        if ((await context.ConnectAsync()).IsRejected(out var refused, out var client)) return refused;
        _calls?.Dispose();
        _calls = client;
        return null;
    }

    /// <summary>Calls a tool.</summary>
    public Task<Outcome<TView>> CallAsync<TView>(ToolDeclaration<TView> tool, JsonObject arguments) =>
        CallAsync(DaemonCall.Of(tool), arguments);

    public async Task<Outcome<TView>> CallAsync<TView>(DaemonCall<TView> call, JsonObject arguments)
    {
        if (_calls is not { } client) return ControlClient.Gone;
        var life = _life;
        if (await new References(client, _ending.Token).ResolveAsync(call.Name, arguments) is { } unclear)
            return unclear;
        var answer = await client.CallAsync(call, arguments, null, _ending.Token);
        if (answer.Rejection?.Code == ControlClient.Gone.Code) Lose(life);
        return answer.Map(given => given.View);
    }

    public async Task<IReadOnlyList<Reference>> ListAsync(string prefix) =>
        _calls is { } client
            && !(await new References(client, _ending.Token).ListAsync(prefix, isWhole: false)).IsRejected(out _, out var all)
            ? all
            : [];

    /// <summary>Hears of approvals from now on: not all belong to a turn that waits, such as those of hosts.</summary>
    public void FollowApprovals() => _ = ListenToApprovalsAsync();

    private async Task ListenToApprovalsAsync()
    {
        try
        {
            if ((await ControlClient.ConnectAsync(context.Data, _ending.Token)).IsRejected(out _, out var client))
                return;
            using (client)
                await client.CallAsync(
                    DaemonCalls.Events,
                    new JsonObject { ["after"] = "latest", ["stream"] = "approval/", ["follow"] = true },
                    _ => _news.Writer.WriteAsync(new ChatNews.ApprovalsChanged(), _ending.Token).AsTask(),
                    _ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The chat is over.
        }
    }

    /// <summary>Follows a thread from now on, until <see cref="Unfollow"/>.</summary>
    /// <returns>Null once it is followed: whatever happens from then on is told.</returns>
    public async Task<Rejection?> FollowAsync(string thread)
    {
        Unfollow(thread);
        var following = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        _followed[thread] = following;
        var begun = new TaskCompletionSource<Rejection?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = ListenAsync(thread, begun, following.Token);
        return await begun.Task;
    }

    public void Unfollow(string thread)
    {
        if (_followed.Remove(thread, out var following)) following.Cancel();
    }

    private async Task ListenAsync(
        string thread, TaskCompletionSource<Rejection?> begun, CancellationToken cancellationToken)
    {
        var life = _life;
        try
        {
            if ((await ControlClient.ConnectAsync(context.Data, cancellationToken)).IsRejected(
                out var refused, out var client))
            {
                begun.TrySetResult(refused);
                return;
            }

            using (client)
            {
                var ended = await client.CallAsync(
                    DaemonCalls.ThreadFollow,
                    new JsonObject { ["thread_id"] = thread, ["standing"] = true },
                    piece => TakeAsync(piece, begun, cancellationToken),
                    cancellationToken);
                if (!begun.TrySetResult(ended.Rejection ?? ControlClient.Gone)) Lose(life);
            }
        }
        catch (OperationCanceledException)
        {
            begun.TrySetResult(ControlClient.Gone);
        }
    }

    private async Task TakeAsync(
        JsonElement piece, TaskCompletionSource<Rejection?> begun, CancellationToken cancellationToken)
    {
        var progress = piece.Deserialize(ViewJson.Plain.TurnProgress)!;
        if (progress.Kind == "standing") begun.TrySetResult(null);
        else await _news.Writer.WriteAsync(new ChatNews.Piece(progress), cancellationToken);
    }

    /// <summary>The connections of one daemon end one after the other; the first tells that it is gone.</summary>
    private void Lose(int life)
    {
        lock (_gate)
        {
            if (life != _life) return;
            _life++;
        }

        foreach (var thread in _followed.Keys.ToList()) Unfollow(thread);
        _calls?.Dispose();
        _calls = null;
        _ = LookAsync();
    }

    /// <summary>Looks for a daemon until there is one.</summary>
    private async Task LookAsync()
    {
        try
        {
            await _news.Writer.WriteAsync(new ChatNews.Gone(), _ending.Token);
            for (var pause = LookFirst; _calls is null; pause = pause * 2 < LookMost ? pause * 2 : LookMost)
            {
                await Task.Delay(pause, time, _ending.Token);
                if ((await ControlClient.ConnectAsync(context.Data, _ending.Token)).IsRejected(out _, out var client))
                    continue;
                // One that is still starting or already stopping takes the connection and refuses the call.
                var status = await client.CallAsync(DaemonCalls.Status, [], null, _ending.Token);
                if (_calls is null && status.Rejection is null && status.Value.View.Status == "ready") _calls = client;
                else client.Dispose();
            }

            await _news.Writer.WriteAsync(new ChatNews.Back(), _ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The chat is over.
        }
    }

    public void Dispose()
    {
        _ending.Cancel();
        _calls?.Dispose();
    }
}
