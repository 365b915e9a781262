using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Tests.Threads;

namespace AgentGateway.Domain.Tests.Directives;

/// <summary>What is a directive and what is text.</summary>
public sealed class DirectiveParserTests
{
    [Theory]
    [InlineData("@rarog look at it", "look at it")]
    [InlineData("@rarog look at it \n", "look at it")]
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
    [InlineData("@RAROG RETURN  ")]
    public void A_leading_mention_with_a_word_of_parting_alone_ends_a_participant(string text) =>
        Assert.Equal(new Directive.EndParticipant(Agent.Rarog), Parse(text));

    [Theory]
    [InlineData("!weles find out", "find out")]
    [InlineData("!Verifier  find\nout ", "find\nout ")]
    [InlineData("!weles stop", "stop")]
    public void A_leading_exclamation_delegates(string text, string body)
    {
        var directive = Assert.IsType<Directive.Delegate>(Parse(text));
        Assert.Equal((Agent.Weles, body), (directive.Agent, text[directive.TextStart..]));
    }

    [Theory]
    [InlineData("/task count them", "count them")]
    [InlineData("/TASK\n  two\nlines ", "two\nlines")]
    [InlineData("/task", "")]
    public void Task_takes_everything_behind_it(string text, string expected) =>
        Assert.Equal(new Directive.StartTask(expected), DirectiveParser.Parse(text, Agent.Roster));

    [Theory]
    [InlineData("/tasks", true)]
    [InlineData("/tasks ", true)]
    [InlineData("/tasks of mine", false)]
    [InlineData("/task", false)]
    public void Tasks_stands_alone(
        string text, bool isDirective) =>
            Assert.Equal(isDirective, DirectiveParser.Parse(text, Agent.Roster) is Directive.ListTasks);

    [Theory]
    [InlineData("/handoff rarog", "rarog", null)]
    [InlineData("/HandOff @Main  it knows\nmore ", "Main", "it knows\nmore")]
    [InlineData("/handoff nobody because", "nobody", "because")]
    [InlineData("/handoff", "", null)]
    public void A_leading_handoff_hands_over(string text, string agent, string? reason) =>
        Assert.Equal(new Directive.Handoff(agent, reason), Parse(text));

    [Theory]
    [InlineData("/handoff rarog it knows --brief look at\npage 3", "it knows", "look at\npage 3", "/handoff rarog it knows")]
    [InlineData("/handoff rarog --brief look", null, "look", "/handoff rarog")]
    [InlineData("/handoff rarog why --brief a --brief b", "why", "a --brief b", "/handoff rarog why")]
    [InlineData("/handoff rarog no--brief here", "no--brief here", null, null)]
    [InlineData("/handoff rarog --briefly said", "--briefly said", null, null)]
    public void What_stands_behind_brief_is_for_the_new_owner(string text, string? reason, string? brief, string? shown) =>
        Assert.Equal(new Directive.Handoff("rarog", reason) { Brief = brief, Shown = shown }, Parse(text));

    [Fact]
    public void A_brief_without_a_text_is_refused() =>
        Assert.Equal(
            "invalid_command", Assert.IsType<Directive.Unknown>(Parse("/handoff rarog why --brief ")).Refusal.Code);

    [Theory]
    [InlineData("/return")]
    [InlineData("/Return \n")]
    public void A_leading_return_returns(string text) => Assert.Equal(new Directive.Return(), Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("@")]
    [InlineData("@rarog")]
    [InlineData("@rarog   ")]
    [InlineData("!rarog")]
    [InlineData(" @rarog look at it")]
    [InlineData("\n@nosuch look at it")]
    [InlineData(" !rarog look at it")]
    [InlineData(" /help")]
    [InlineData(" /nosuch")]
    [InlineData("//nosuch thing")]
    [InlineData("/usr/bin/env is missing")]
    [InlineData("/ alone")]
    [InlineData("/2 of it")]
    [InlineData("!important: read it")]
    [InlineData("!!")]
    [InlineData("@2pm we meet")]
    [InlineData("@ rarog look at it")]
    [InlineData("@rarog: look at it")]
    [InlineData("@rarog/notes.txt is wrong")]
    [InlineData("@@rarog look at it")]
    [InlineData("look, @rarog at it")]
    [InlineData("`@rarog look at it`")]
    [InlineData("> @rarog look at it")]
    [InlineData("// handoff")]
    public void Everything_else_is_text(string text) => Assert.Null(Parse(text));

    [Theory]
    [InlineData("/help", "help")]
    [InlineData("/HELP me", "help")]
    [InlineData("/run make test", "run")]
    [InlineData("/time\n", "time")]
    public void A_command_that_answers_is_the_gateways(string text, string name)
    {
        Assert.Equal(new Directive.Answer(GatewayCommand.Find(name)!), Parse(text));
        Assert.Equal(Parse(text), DirectiveParser.AnswerOf(text));
    }

    [Theory]
    [InlineData("/nosuch", "unknown_command")]
    [InlineData("/hlep", "unknown_command", "/help")]
    [InlineData("/returns", "unknown_command", "/return")]
    [InlineData("/handoffs rarog", "unknown_command", "/handoff")]
    [InlineData("@nosuch look at it", "unknown_agent")]
    [InlineData("@nosuch", "unknown_agent")]
    [InlineData("@raorg look at it", "unknown_agent", "@rarog")]
    [InlineData("!wles look at it", "unknown_agent", "!weles")]
    public void What_does_not_exist_is_refused_with_the_nearest(string text, string code, string? meant = null)
    {
        var refusal = Assert.IsType<Directive.Unknown>(Parse(text)).Refusal;

        Assert.Equal(code, refusal.Code);
        Assert.Contains(meant is null ? "There is no" : $"Did you mean {meant}?", refusal.Message);
        Assert.Contains("A space in front of the message sends it as text.", refusal.Hint);
        Assert.Null(DirectiveParser.AnswerOf(text));
    }

    [Theory]
    [InlineData("/return it to me", "/return")]
    [InlineData("/tasks of mine", "/tasks")]
    [InlineData("/approve all of it", "/approve ID")]
    [InlineData("/deny that", "/deny ID REASON")]
    public void A_command_that_is_written_in_another_way_is_refused_with_its_usage(string text, string usage)
    {
        var refusal = Assert.IsType<Directive.Unknown>(Parse(text)).Refusal;

        Assert.Equal("invalid_command", refusal.Code);
        Assert.StartsWith($"Write {usage}.", refusal.Hint);
    }

    private static Directive? Parse(string text) => DirectiveParser.Parse(text, Agent.Roster);
}
