using System.Threading.Channels;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Gate;

public sealed class RequestSurfaceTests
{
    [Fact]
    public async Task A_surface_is_shown_what_is_pending_and_how_it_ends()
    {
        var tool = new CountedTool();
        await using var gateway = await Gateway.StartAsync(null, tool.Tool());
        gateway.Driver.Script("svarog", async (turn, stop) =>
        {
            if ((await turn.OwnMessagesAsync(stop)).Count > 0) return ScriptedDriver.Completed("done");
            await turn.RecordStepAsync("", [new("c1", "execute", "{}")], "script", TokenUsage.None, stop);
            return await turn.CallToolsAsync([new("c1", "execute", "{}")], stop)
                ? ScriptedDriver.Completed("done")
                : new TurnResult.Waiting();
        });
        var sent = await gateway.SendAsync("go");
        await gateway.EndAsync(sent);
        var surface = new Surface();
        gateway.Runtime.RequestSurfaces.Add(surface);
        var pending = await surface.NextAsync("pending");
        await gateway.Runtime.Approvals.ResolveAsync(Gateway.Operator, new(pending.Id, "once"), Gateway.Stop);
        Assert.Equal(
            (pending.Id, "operator"),
            await surface.NextAsync("approved") is var ended ? (ended.Id, ended.DecidedBy!) : default);
        Assert.Equal("done", (await gateway.EndAsync(sent)).Reply!.Text);
    }

    private sealed class Surface : IRequestSurface
    {
        private readonly Channel<ApprovalView> _shown = Channel.CreateUnbounded<ApprovalView>();

        public string Name => "test";

        public Task ShowAsync(
            ApprovalView approval, CancellationToken cancellationToken) =>
                _shown.Writer.WriteAsync(approval, cancellationToken).AsTask();

        public Task ShowAsync(QuestionView question, CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>The next that stands so; what is shown more than once is passed over.</summary>
        public async Task<ApprovalView> NextAsync(string state)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Gateway.Stop);
            limit.CancelAfter(Limits.Signal);
            while (true)
                if (await _shown.Reader.ReadAsync(limit.Token) is var shown && shown.State == state)
                    return shown;
        }
    }
}
