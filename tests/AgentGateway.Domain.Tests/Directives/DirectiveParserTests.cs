using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Tests.Threads;

namespace AgentGateway.Domain.Tests.Directives;

/// <summary>What is a directive and what is text.</summary>
public sealed class DirectiveParserTests
{
    [Theory]
    [InlineData("@rarog look at it", "look at it")]
    [InlineData(" \n\t@rarog look at it \n", "look at it")]
    [InlineData("@RaRoG look at it", "look at it")]
    [InlineData("@rarog\nlook\n  at it", "look\n  at it")]
    [InlineData("@rarog stop talking", "stop talking")]
    [InlineData("@rarog stop.", "stop.")]
    [InlineData("@rarog @weles", "@weles")]
    public void A_leading_mention_with_a_body_sets_a_participant(string text, string instruction) =>
        Assert.Equal(new Directive.SetParticipant(Agent.Rarog, instruction), Parse(text));

    [Theory]
    [InlineData("@rarog stop")]
    [InlineData("@rarog Leave")]
    [InlineData("@rarog\n done\n")]
    [InlineData("  @RAROG RETURN  ")]
    public void A_leading_mention_with_a_word_of_parting_alone_ends_a_participant(string text) =>
        Assert.Equal(new Directive.EndParticipant(Agent.Rarog), Parse(text));

    [Theory]
    [InlineData("!weles find out", "find out")]
    [InlineData("  !Verifier  find\nout ", "find\nout ")]
    [InlineData("!weles stop", "stop")]
    public void A_leading_exclamation_delegates(string text, string body)
    {
        var directive = Assert.IsType<Directive.Delegate>(Parse(text));
        Assert.Equal((Agent.Weles, body), (directive.Agent, text[directive.TextStart..]));
    }

    [Theory]
    [InlineData("/task count them", "count them")]
    [InlineData(" /TASK\n  two\nlines ", "two\nlines")]
    [InlineData("/task", "")]
    public void Task_takes_everything_behind_it(string text, string expected) =>
        Assert.Equal(new Directive.StartTask(expected), DirectiveParser.Parse(text, Agent.Roster));

    [Theory]
    [InlineData("/tasks", true)]
    [InlineData("/tasks ", true)]
    [InlineData("/tasks of mine", false)]
    [InlineData("/tasked", false)]
    public void Tasks_stands_alone(
        string text, bool isDirective) =>
            Assert.Equal(isDirective, DirectiveParser.Parse(text, Agent.Roster) is Directive.ListTasks);

    [Theory]
    [InlineData("/handoff rarog", "rarog", null)]
    [InlineData(" /HandOff @Main  it knows\nmore ", "Main", "it knows\nmore")]
    [InlineData("/handoff nobody because", "nobody", "because")]
    [InlineData("/handoff", "", null)]
    public void A_leading_handoff_hands_over(string text, string agent, string? reason) =>
        Assert.Equal(new Directive.Handoff(agent, reason), Parse(text));

    [Theory]
    [InlineData("/return")]
    [InlineData("\n/Return \n")]
    public void A_leading_return_returns(string text) => Assert.Equal(new Directive.Return(), Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("@")]
    [InlineData("@rarog")]
    [InlineData("@rarog   ")]
    [InlineData("!rarog")]
    [InlineData("@nobody look at it")]
    [InlineData("!nobody look at it")]
    [InlineData("@ rarog look at it")]
    [InlineData("@rarog: look at it")]
    [InlineData("@rarog/notes.txt is wrong")]
    [InlineData("@@rarog look at it")]
    [InlineData("look, @rarog at it")]
    [InlineData("`@rarog look at it`")]
    [InlineData("> @rarog look at it")]
    [InlineData("/return it to me")]
    [InlineData("/returns")]
    [InlineData("/handoffs rarog")]
    [InlineData("/help")]
    [InlineData("// handoff")]
    public void Everything_else_is_text(string text) => Assert.Null(Parse(text));

    private static Directive? Parse(string text) => DirectiveParser.Parse(text, Agent.Roster);
}
