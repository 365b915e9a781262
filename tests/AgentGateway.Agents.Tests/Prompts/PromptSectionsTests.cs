using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Agents.Tests.Prompts;

public sealed class PromptSectionsTests
{
    private readonly Threads _thread = new();

    [Fact]
    public void Sections_stand_in_order_and_what_changes_stands_last()
    {
        _thread.Takes("weles", "Verify figures.", AdviceTime.Before);
        var asked = _thread.Asks("Go.", "t1");
        var advice = _thread.Says("weles", "Mind the units.", "a1");
        _thread.Hidden(MessageRole.Assistant, "rarog", "Done.");
        _thread.State = _thread.State with { OwnerStack = [new("rarog")] };
        _thread.Opens("t1", true, asked);
        var request = _thread.Request(turn: "t1") with
        {
            Advice = new HashSet<Domain.Ids.MessageId> { advice },
            Summary = _thread.Messages[0] with { Text = "Earlier things." },
        };
        var prompt = Threads.Build(request, 100_000, null,
            new PromptSectionSource("memory", 100, _ => "You like bridges."), new PromptSectionSource("skills", 100, _ => " "));
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
    public void The_same_request_makes_the_same_prompt_and_further_steps_only_add_to_it()
    {
        _thread.Asks("Go.", "t1");
        var before = Threads.Build(_thread.Request(turn: "t1"));
        Assert.Equal(before.System, Threads.Build(_thread.Request(turn: "t1")).System);
        _thread.Says("svarog", "", "t1", new ToolCall("c1", "thread_search", "{}"));
        _thread.Result("thread_search", "c1", "x", "t1");
        var after = Threads.Build(_thread.Request(turn: "t1"));
        Assert.Equal(before.System, after.System);
        Assert.Equal(Threads.Lines(before), Threads.Lines(after).Take(before.Messages.Count));
    }

    [Theory]
    [InlineData(TurnKind.Advice)]
    [InlineData(TurnKind.Contribution)]
    public void A_participant_is_told_its_instruction_and_how_to_decline(TurnKind kind)
    {
        _thread.Takes("weles", "Verify figures.", AdviceTime.Before);
        var prompt = Threads.Build(_thread.Request("weles", kind, "a1"));
        Assert.Contains("Verify figures.", Text(prompt, "task"));
        Assert.Contains(Declining.Word, Text(prompt, "task"));
        Assert.DoesNotContain(prompt.Sections, section => section.Name == "participants");
    }

    [Fact]
    public void Whoever_carries_out_a_delegation_is_told_who_asked()
    {
        _thread.State = _thread.State with { Origin = new(new("thr_0"), new("dlg_1"), "svarog", 1) };
        Assert.StartsWith("Svarog (svarog) delegated this to you.", Text(Threads.Build(_thread.Request("rarog", TurnKind.Delegation, "d1")), "task"));
    }

    [Fact]
    public void A_section_is_cut_at_its_limit_and_says_so()
    {
        var prompt = Threads.Build(_thread.Request(), 100_000, null, new PromptSectionSource("memory", 100, _ => new('m', 1_000)));
        var memory = prompt.Sections.Single(section => section.Name == "memory");
        Assert.True(memory.Truncated);
        Assert.Contains("[… 900 characters left out …]", memory.Text);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(" DECLINE ", true)]
    [InlineData("**Decline.**", true)]
    [InlineData("I decline.", false)]
    [InlineData("DECLINE, because", false)]
    public void Declining_is_the_word_alone(string text, bool declines) => Assert.Equal(declines, Declining.Is(text));

    private static string Text(Prompt prompt, string name) => prompt.Sections.Single(section => section.Name == name).Text;
}
