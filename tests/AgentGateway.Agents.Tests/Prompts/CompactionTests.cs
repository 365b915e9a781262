using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Agents.Tests.Prompts;

public sealed class CompactionTests
{
    private readonly Threads _thread = new();
    private readonly PromptBuilder _builder = new(new());

    [Fact]
    public async Task A_thread_that_fits_needs_nothing()
    {
        Talk(10);
        Assert.Null(_builder.Plan(await _thread.GatherAsync(_thread.Subject()), 100_000));
    }

    [Fact]
    public async Task The_older_part_is_planned_for_a_summary_and_the_newest_share_is_kept()
    {
        Talk(40);
        var plan = _builder.Plan(await _thread.GatherAsync(_thread.Subject()), 10_000);
        Assert.NotNull(plan);
        var kept = _thread.Messages.Where(message => message.Seq > plan.ThroughSeq).ToList();
        Assert.Equal(MessageRole.User, kept[0].Role);
        Assert.InRange(kept.Sum(message => TokenEstimate.Of(message.Text)), 1_000, 3_000);
        Assert.Contains("Question 0", plan.ToSummarize.Messages[0].Text);
        Assert.DoesNotContain(kept[0].Text, plan.ToSummarize.Messages[0].Text);
        Assert.Contains("thread_search", plan.Note);
        Assert.True(plan.ToSummarize.EstimatedTokens < 10_000);
    }

    [Fact]
    public async Task Carrying_the_plan_out_makes_the_thread_fit_and_keeps_the_earlier_summary_in_the_next_one()
    {
        Talk(40);
        var plan = _builder.Plan(await _thread.GatherAsync(_thread.Subject()), 10_000)!;
        var summary = _thread.Hidden(MessageRole.System, "daemon", "They spoke of bridges.");
        _thread.State = _thread.State with { CompactedThrough = plan.ThroughSeq, Summary = summary };
        var facts = await _thread.GatherAsync(_thread.Subject() with { Summary = _thread.Messages[^1] });
        Assert.Null(_builder.Plan(facts, 10_000));
        var prompt = _builder.Build(facts, 10_000);
        Assert.Contains("They spoke of bridges.", prompt.System);
        Assert.DoesNotContain(prompt.Messages, message => message.Text.Contains("bridges", StringComparison.Ordinal));
        Talk(40, 40);
        var next = _builder.Plan(
            await _thread.GatherAsync(
                _thread.Subject() with { Summary = _thread.Messages.Single(message => message.Id == summary) }),
            10_000);
        Assert.Contains("[earlier summary]: They spoke of bridges.", next!.ToSummarize.Messages[0].Text);
    }

    [Fact]
    public async Task What_an_open_turn_answers_is_never_compacted()
    {
        Talk(5);
        var asked = _thread.Asks("Question of now " + new string('x', 2_000), "now");
        _thread.Opens("now", true, asked);
        for (var step = 0; step < 20; step++)
        {
            _thread.Says("svarog", "", "now", new ToolCall($"c{step}", "thread_search", "{}"));
            _thread.Result("thread_search", $"c{step}", new('r', 4_000), "now");
        }

        var facts = await _thread.GatherAsync(_thread.Subject(turn: "now"));
        var plan = _builder.Plan(facts, 10_000);
        Assert.True(plan is null || plan.ThroughSeq < 11, $"Compacted through {plan?.ThroughSeq}.");
    }

    /// <summary>
    /// For every thread the prompt keeps to its share of the window, and holds whole steps and the question.
    /// </summary>
    [Fact]
    public async Task A_prompt_always_fits()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var thread = new Threads();
            for (var turn = 0; turn < random.Next(1, 30); turn++)
            {
                var asked = thread.Asks($"Question {turn} " + new string('q', random.Next(3_000)), $"t{turn}");
                for (var step = 0; step < random.Next(8); step++)
                {
                    thread.Says(
                        "svarog", new('s', random.Next(500)), $"t{turn}", new ToolCall(
                            $"c{step}", "thread_read", "{}"));
                    thread.Result("thread_read", $"c{step}", new('r', random.Next(20_000)), $"t{turn}");
                }

                if (random.Next(3) > 0) thread.Says("svarog", new('a', random.Next(4_000)), $"t{turn}");
            }

            var prompt = await thread.BuildAsync(thread.Subject(turn: thread.Messages[^1].Turn!.Value.Value), 8_000);
            Assert.True(prompt.EstimatedTokens <= 8_000, $"Seed {seed}: {prompt.EstimatedTokens} tokens.");
            var open = new HashSet<string>();
            foreach (var message in prompt.Messages)
            {
                if (message.Role is MessageRole.Tool)
                    Assert.True(open.Remove(message.ToolCallId!), $"Seed {seed}: a result without its call.");
                else Assert.Empty(open);
                foreach (var call in message.ToolCalls ?? []) open.Add(call.Id);
            }

            Assert.Empty(open);
        }
    }

    private void Talk(int turns, int from = 0)
    {
        for (var turn = from; turn < from + turns; turn++)
        {
            _thread.Asks($"Question {turn}: {new string('q', 400)}", $"t{turn}");
            _thread.Says("svarog", $"Answer {turn}: {new string('a', 1_000)}", $"t{turn}");
        }
    }
}
