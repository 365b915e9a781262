using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Approvals.Tools;

/// <summary><c>ask_operator</c>: an agent asks a person and goes on with the answer.</summary>
public sealed class AskOperatorTool(QuestionService questions, ApprovalOptions options) : Tool(Declaration)
{
    private const int TextCharactersMax = 4_000;
    private const int OptionsMax = 20;
    private const int OptionCharactersMax = 200;
    private const int AnswerersMax = 20;
    private const int AnswererCharactersMax = 100;
    private const int MinutesMax = 7 * 24 * 60;

    private static readonly ToolArgument<string> Text = ToolArgument.Text(
        "question", "The question, complete in itself: the person may not have read the thread.").Required();

    private static readonly ToolArgument<IReadOnlyList<string>> Choices = ToolArgument.Texts(
        "options", $"At most {OptionsMax} answers to choose from, as strings; leave it out for a free answer.");

    private static readonly ToolArgument<string> Default = ToolArgument.Text(
        "default", "The answer that counts when none comes in time; leave it out if none would be safe.");

    private static readonly ToolArgument<IReadOnlyList<string>> Answerers = ToolArgument.Texts(
        "answerers",
        "Agents, and clients by the names of their tokens (client for the default token), that may answer too; leave "
        + "it out and a person answers.");

    private static readonly ToolArgument<int> Minutes = ToolArgument.Number(
        "minutes", "How long to wait for an answer.", minimum: 1);

    public static readonly TextToolDeclaration Declaration = new()
    {
        Name = "ask_operator",
        Title = "Ask the operator",
        Description =
            "Asks the person whom you work for, and waits for the answer, which is this call's result. Use it when "
            + "you cannot go on without a decision or a fact that only they have; not for permission, because what "
            + "needs permission asks by itself.",
        Toolset = Toolsets.Approvals,
        Audience = ToolAudience.Agents,
        Conduct = ToolConduct.Adds,
        Risk = RiskClass.R0,
        Arguments = [Text, Choices, Default, Answerers, Minutes],
        IsRepeatable = true,
    };

    public override CallFacts Touches(ToolRequest request, CallArguments arguments) => CallFacts.None;

    public override async Task<ToolAnswer> RunAsync(
        ToolRequest request, CallArguments arguments, CancellationToken cancellationToken)
    {
        if (request.Requester is not { } requester)
            return ToolAnswer.OfText("This tool works only in a turn or a task.", isRefused: true);
        var text = arguments.Required(Text);
        var choices = arguments.Texts(Choices) ?? [];
        var counts = arguments.Text(Default);
        var answerers = arguments.Texts(Answerers) ?? [];
        if ((Fault(text, choices, counts) ?? Fault(answerers)) is { } fault) return ToolAnswer.OfText(fault, isRefused: true);
        var time = TimeSpan.FromMinutes(
            arguments.Number(Minutes) is { } minutes ? Math.Min(minutes, MinutesMax) : options.Minutes);
        return AnswerOf(await questions.AskAsync(
            new(requester, text, choices, counts, answerers, time), cancellationToken));
    }

    private static ToolAnswer AnswerOf(Question question) => question switch
    {
        { State: QuestionState.Pending } => ToolAnswer.HeldUp(question.Id),
        { State: QuestionState.Answered } => ToolAnswer.OfText($"{question.AnsweredBy} answered: {question.Answer}"),
        { State: QuestionState.Expired, Answer: { } answer } =>
            ToolAnswer.OfText($"No answer came in time, so the default counts: {answer}"),
        { State: QuestionState.Expired } => ToolAnswer.OfText("No answer came in time.", isRefused: true),
        _ => ToolAnswer.OfText($"The question was withdrawn: {question.Reason}", isRefused: true),
    };

    private static string? Fault(IReadOnlyList<string> answerers) =>
        answerers.Count > AnswerersMax || answerers.Any(name => name.Length is 0 or > AnswererCharactersMax)
            ? $"Name at most {AnswerersMax} answerers, each with 1 to {AnswererCharactersMax} characters."
            : null;

    /// <summary>What is wrong with the question, for the model; null when nothing is.</summary>
    private static string? Fault(string text, IReadOnlyList<string> choices, string? counts)
    {
        if (string.IsNullOrWhiteSpace(text)) return "The question is empty.";
        if (text.Length > TextCharactersMax)
            return $"The question has {text.Length} characters; {TextCharactersMax} are allowed.";
        if (choices.Count > OptionsMax || choices.Any(option => option.Length is 0 or > OptionCharactersMax))
            return $"Give at most {OptionsMax} options of 1 to {OptionCharactersMax} characters.";
        if (counts?.Length > TextCharactersMax) return "The default is too long.";
        return counts is not null && choices.Count > 0 && !choices.Contains(counts)
            ? "The default must be one of the options."
            : null;
    }
}
