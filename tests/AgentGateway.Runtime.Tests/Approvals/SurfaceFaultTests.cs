using System.Threading.Channels;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Approvals;

/// <summary>
/// A chat with buttons, as the author of a gateway for one would build it: cards by id, presses by people with rights
/// or without.
/// </summary>
public sealed class SurfaceFaultTests
{
    private readonly CountedTool _tool = new();

    [Fact]
    public async Task Buttons_that_are_pressed_twice_forged_late_or_by_a_stranger_decide_nothing_more()
    {
        await using var gateway = await StartAsync();
        var chat = new Chat();
        gateway.Runtime.RequestSurfaces.Add(chat);
        var (sent, approval) = await gateway.AskedAsync();
        await chat.UntilAsync(approval.Id, "pending");
        var boss = Person("telegram:boss", RiskClass.R3);
        Assert.Equal(
            "not_allowed", await gateway.RefusedDecisionAsync(approval.Id, "once", Person("telegram:stranger", null)));
        Assert.Equal(
            "not_allowed",
            await gateway.RefusedDecisionAsync(approval.Id, "once", Person("telegram:junior", RiskClass.R1)));
        Assert.Equal("unknown_approval", await gateway.RefusedDecisionAsync(approval.Id[..^1], "once", boss));
        Assert.Equal("unknown_approval", await gateway.RefusedDecisionAsync("apr_' OR 1=1 --", "once", boss));

        var clicks = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => gateway.RefusedDecisionAsync(approval.Id, "once", boss)));
        Assert.Single(clicks, refused => refused is null);
        Assert.Equal(7, clicks.Count(refused => refused == "already_decided"));
        Assert.Equal("ran {}", await gateway.AnswerAsync(sent));
        Assert.Equal("already_decided", await gateway.RefusedDecisionAsync(approval.Id, "deny", boss));
        Assert.Equal("telegram:boss", (await chat.UntilAsync(approval.Id, "approved")).DecidedBy);
        Assert.Single(_tool.Runs);
    }

    [Fact]
    public async Task A_card_that_outlived_the_daemon_is_told_how_it_ended()
    {
        await using var gateway = await StartAsync();
        var (_, decided) = await gateway.AskedAsync();
        var (_, pending) = await gateway.AskedAsync();
        await gateway.DecideAsync(decided.Id, "deny");
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var chat = new Chat
        {
            LeftOpen = [new ApprovalId(decided.Id), new ApprovalId(pending.Id), new ApprovalId("apr_gone")],
        };
        gateway.Runtime.RequestSurfaces.Add(chat);
        await chat.UntilAsync(decided.Id, "denied");
        await chat.UntilAsync(pending.Id, "pending");
        await gateway.DecideAsync(pending.Id, "deny");
        await chat.UntilAsync(pending.Id, "denied");
    }

    [Fact]
    public async Task A_chat_that_cannot_be_reached_is_told_when_it_can_and_holds_up_no_other()
    {
        await using var gateway = await StartAsync();
        var (broken, slow, good) = (new Chat { IsDown = true }, new Chat { Hold = new() }, new Chat());
        foreach (var chat in (Chat[])[broken, slow, good])
        {
            gateway.Runtime.RequestSurfaces.Add(chat);
            // Only what is asked or decided from now on is told to a chat that showed nothing before.
            await chat.Follows.Task.WaitAsync(Limits.Signal, Gateway.Stop);
        }

        var (_, first) = await gateway.AskedAsync();
        var (_, second) = await gateway.AskedAsync();
        await good.UntilAsync(second.Id, "pending");
        await gateway.DecideAsync(first.Id, "deny");
        await good.UntilAsync(first.Id, "denied");
        broken.IsDown = false;
        slow.Hold!.SetResult();
        foreach (var chat in (Chat[])[broken, slow])
        {
            await chat.UntilAsync(second.Id, "pending");
            await chat.UntilAsync(first.Id, "denied");
        }
    }

    [Fact]
    public async Task Questions_are_shown_and_answered_once()
    {
        await using var gateway = await Gateway.StartAsync();
        gateway.Driver.Script(
            "svarog",
            AskingTurns.Calling(
                new ToolCall("c1", "ask_operator", """{"question":"Which?","options":["red","green"]}""")));
        var chat = new Chat();
        gateway.Runtime.RequestSurfaces.Add(chat);
        var sent = await gateway.SendAsync("go");
        await gateway.EndAsync(sent);
        var question = Assert.Single(
            (await gateway.Runtime.Questions.ListAsync(new("pending"), Gateway.Stop)).Value.Questions).Id;
        await chat.UntilAsync(question, "pending");
        var clicks = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            gateway.Runtime.Questions.AnswerAsync(
                Person($"telegram:{number}", RiskClass.R1), question, number % 2 == 0 ? "red" : "green", Gateway.Stop)));
        var winner = Assert.Single(clicks, click => click.Rejection is null).Value.Question;
        Assert.All(clicks.Where(click => click.Rejection is not null), click =>
            Assert.Equal(("already_decided", winner.AnsweredBy), (click.Rejection!.Code, click.Rejection.DecidedBy)));
        await chat.UntilAsync(question, "answered");
        Assert.Equal($"{winner.AnsweredBy} answered: {winner.Answer}", await gateway.AnswerAsync(sent));
    }

    private static Caller Person(string name, RiskClass? right) => new(new Principal(name) { ApproveUpTo = right });

    private async Task<Gateway> StartAsync()
    {
        var gateway = await Gateway.StartAsync(null, _tool.Tool());
        gateway.Driver.Script("svarog", AskingTurns.Calling(new ToolCall("c1", "execute", "{}")));
        return gateway;
    }

    private sealed class Chat : IRequestSurface
    {
        private readonly Channel<(string Id, string State, string? DecidedBy)> _shown =
            Channel.CreateUnbounded<(string, string, string?)>();
        private readonly List<(string Id, string State, string? DecidedBy)> _seen = [];

        public string Name => "chat";

        public IReadOnlyCollection<PersonRequestId> LeftOpen { get; init; } = [];

        public volatile bool IsDown;

        public TaskCompletionSource? Hold { get; init; }

        /// <summary>Set when the chat is asked for what it shows, which is after changes are followed for it.</summary>
        public TaskCompletionSource Follows { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<IReadOnlyCollection<PersonRequestId>> LeftOpenAsync(CancellationToken cancellationToken)
        {
            Follows.TrySetResult();
            return new(LeftOpen);
        }

        public Task ShowAsync(
            ApprovalView approval, CancellationToken cancellationToken) =>
                ShowAsync(approval.Id, approval.State, approval.DecidedBy, cancellationToken);

        public Task ShowAsync(
            QuestionView question, CancellationToken cancellationToken) =>
                ShowAsync(question.Id, question.State, question.AnsweredBy, cancellationToken);

        /// <summary>Waits until a card stands so, also when others were shown before.</summary>
        public async Task<(string Id, string State, string? DecidedBy)> UntilAsync(string id, string state)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Gateway.Stop);
            limit.CancelAfter(Limits.Signal);
            while (true)
            {
                if (_seen.FirstOrDefault(card => card.Id == id && card.State == state) is { Id: not null } found)
                    return found;
                _seen.Add(await _shown.Reader.ReadAsync(limit.Token));
            }
        }

        private async Task ShowAsync(string id, string state, string? by, CancellationToken cancellationToken)
        {
            if (IsDown) throw new IOException("The chat cannot be reached.");
            if (Hold is not null) await Hold.Task.WaitAsync(cancellationToken);
            await _shown.Writer.WriteAsync((id, state, by), cancellationToken);
        }
    }
}
