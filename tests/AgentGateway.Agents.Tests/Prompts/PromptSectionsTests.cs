using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Agents.Tests.Prompts;

public sealed class PromptSectionsTests
{
    private readonly Threads _thread = new();

    [Fact]
    public async Task Sections_stand_in_order_and_what_changes_stands_last()
    {
        _thread.Takes("weles", "Verify figures.", AdviceTime.Before);
        var asked = _thread.Asks("Go.", "t1");
        _thread.Advises("weles", "Mind the units.", "a1", "t1");
        _thread.Hidden(MessageRole.Assistant, "rarog", "Done.");
        _thread.State = _thread.State with { OwnerStack = [new("rarog")] };
        _thread.Opens("t1", true, asked);
        var prompt = await _thread.BuildAsync(_thread.Subject(turn: "t1", summary: "Earlier things."), 100_000, null,
            new CountedSource(
                "memory", "You like bridges."), new CountedSource("skills", " "), new CountedSource("boards", null));
        Assert.Equal(
            ["system", "persona", "memory", "participants", "handoff", "summary", "advice", "delegations", "now"],
            prompt.Sections.Select(section => section.Name));
        Assert.Contains("Weles (weles), asked before you answer: Verify figures.", Text(prompt, "participants"));
        Assert.Contains("<advice from=\"weles\">\nMind the units.\n</advice>", Text(prompt, "advice"));
        Assert.Contains("Rarog (rarog)", Text(prompt, "handoff"));
        Assert.Contains("2026-11-20 12:00 UTC, Friday", Text(prompt, "now"));
        Assert.Contains("/bridge", Text(prompt, "now"));
        Assert.DoesNotContain(prompt.Messages, message => message.Text.Contains("units", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_request_makes_the_same_prompt_and_further_steps_only_add_to_it()
    {
        _thread.Asks("Go.", "t1");
        var before = await _thread.BuildAsync(_thread.Subject(turn: "t1"));
        Assert.Equal(before.System, (await _thread.BuildAsync(_thread.Subject(turn: "t1"))).System);
        _thread.Says("svarog", "", "t1", new ToolCall("c1", "thread_search", "{}"));
        _thread.Result("thread_search", "c1", "x", "t1");
        var after = await _thread.BuildAsync(_thread.Subject(turn: "t1"));
        Assert.Equal(before.System, after.System);
        Assert.Equal(Threads.Lines(before), Threads.Lines(after).Take(before.Messages.Count));
    }

    [Theory]
    [InlineData(TurnKind.Advice)]
    [InlineData(TurnKind.Contribution)]
    public async Task A_participant_is_told_its_instruction_and_how_to_decline(TurnKind kind)
    {
        _thread.Takes("weles", "Verify figures.", AdviceTime.Before);
        var prompt = await _thread.BuildAsync(_thread.Subject("weles", kind, "a1"));
        Assert.Contains("Verify figures.", Text(prompt, "task"));
        Assert.Contains(Declining.Word, Text(prompt, "task"));
        Assert.DoesNotContain(prompt.Sections, section => section.Name == "participants");
    }

    [Fact]
    public async Task The_agent_of_a_delegation_is_told_who_asked()
    {
        _thread.State = _thread.State with { Origin = new(new("thr_0"), new("dlg_1"), "svarog", 1) };
        Assert.StartsWith(
            "Svarog (svarog) delegated this to you.",
            Text(await _thread.BuildAsync(_thread.Subject("rarog", TurnKind.Delegation, "d1")), "task"));
    }

    [Fact]
    public async Task A_section_is_cut_at_its_limit_and_says_so()
    {
        var prompt = await _thread.BuildAsync(
            _thread.Subject(), 100_000, null, new CountedSource("memory", new('m', 1_000)));
        var memory = prompt.Sections.Single(section => section.Name == "memory");
        Assert.True(memory.Truncated);
        Assert.Contains("[… 900 characters left out …]", memory.Text);
    }

    [Fact]
    public async Task Sections_of_one_place_stand_in_the_order_in_which_they_were_registered()
    {
        var prompt = await _thread.BuildAsync(_thread.Subject(), 100_000, null,
            new CountedSource(
                "board", "b",
                    PromptPosition.Results), new CountedSource("skills", "s"), new CountedSource("memory", "m"));
        Assert.Equal(
            ["system", "persona", "skills", "memory", "board", "now"], prompt.Sections.Select(section => section.Name));
    }

    [Fact]
    public async Task Two_sources_of_one_name_are_refused()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(
            () => _thread.BuildAsync(_thread.Subject(), 100_000, null, new CountedSource("persona", "p")));
        Assert.Contains("\"persona\"", refused.Message);
    }

    [Fact]
    public async Task A_message_that_a_section_shows_is_not_shown_a_second_time()
    {
        _thread.Asks("Go.", "t1");
        _thread.Says("weles", "Pinned: mind the units.", "a1");
        var shows = new CountedSource(
            "board", "Mind the units.")
            {
                Shows = message => message.Text.StartsWith("Pinned", StringComparison.Ordinal),
            };
        Assert.Equal(
            ["user [operator]: Go."],
            Threads.Lines(await _thread.BuildAsync(_thread.Subject(turn: "t1"), 100_000, null, shows)));
    }

    [Fact]
    public async Task Measuring_and_fitting_a_prompt_gathers_nothing_again()
    {
        _thread.Asks("Go.", "t1");
        var source = new CountedSource("memory", "You like bridges.");
        var facts = await _thread.GatherAsync(_thread.Subject(turn: "t1"), null, source);
        var builder = new PromptBuilder(new());
        Assert.Null(builder.Plan(facts, 100_000));
        Assert.Equal(builder.Build(facts, 100_000).System, builder.Build(facts, 50_000).System);
        Assert.Equal(1, source.Gathered);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(" DECLINE ", true)]
    [InlineData("**Decline.**", true)]
    [InlineData("I decline.", false)]
    [InlineData("DECLINE, because", false)]
    public void Declining_is_the_word_alone(string text, bool declines) => Assert.Equal(declines, Declining.Is(text));

    private static string Text(
        Prompt prompt, string name) => prompt.Sections.Single(section => section.Name == name).Text;
}
