using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Questions;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Questions;

namespace AgentGateway.Runtime.Tools;

internal static class AskOperatorTool
{
    private const int TextCharactersMax = 4_000;
    private const int OptionsMax = 20;
    private const int OptionCharactersMax = 200;
    private const int MinutesMax = 7 * 24 * 60;

    public static AgentTool Make(QuestionService questions, ApprovalOptions options) => new(
        "ask_operator",
        "Asks the person whom you work for, and waits for the answer, which is this call's result. Use it when you cannot go on without a "
        + "decision or a fact that only they have; not for permission, because what needs permission asks by itself.",
        ToolArguments.Schema(
            ("question", "string", "The question, complete in itself: the person may not have read the thread."),
            ("options?", "array", $"At most {OptionsMax} answers to choose from, as strings; leave it out for a free answer."),
            ("default?", "string", "The answer that counts when nobody answers in time; leave it out if none would be safe."),
            ("minutes?", "integer", "How long to wait for an answer.")),
        Repeatable: true,
        async (call, cancellationToken) =>
        {
            var arguments = new ToolArguments(call.Arguments);
            var text = arguments.Text("question");
            var choices = arguments.Texts("options");
            var counts = arguments.OptionalText("default");
            Check(text, choices, counts);
            var time = arguments.OptionalInteger("minutes") is { } minutes
                ? TimeSpan.FromMinutes(Math.Clamp(minutes, 1, MinutesMax))
                : TimeSpan.FromMinutes(options.Minutes);
            return ResultOf(await questions.AskAsync(call.Asker, text, choices, counts, time, cancellationToken));
        })
    {
        Risk = RiskClass.R0,
    };

    private static ToolResult ResultOf(Question question) => question switch
    {
        { State: QuestionState.Pending } => ToolResult.Waiting(question.Id.Value),
        { State: QuestionState.Answered } => new($"{question.AnsweredBy} answered: {question.Answer}"),
        { State: QuestionState.Expired, Answer: { } answer } => new($"Nobody answered in time, so the default counts: {answer}"),
        { State: QuestionState.Expired } => new("Nobody answered in time.", IsError: true),
        _ => new($"The question was withdrawn: {question.Reason}", IsError: true),
    };

    private static void Check(string text, IReadOnlyList<string> options, string? counts)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new ToolArgumentException("The question is empty.");
        if (text.Length > TextCharactersMax) throw new ToolArgumentException($"The question has {text.Length} characters; {TextCharactersMax} are allowed.");
        if (options.Count > OptionsMax || options.Any(option => option.Length is 0 or > OptionCharactersMax))
            throw new ToolArgumentException($"Give at most {OptionsMax} options of 1 to {OptionCharactersMax} characters.");
        if (counts?.Length > TextCharactersMax) throw new ToolArgumentException("The default is too long.");
        if (counts is not null && options.Count > 0 && !options.Contains(counts)) throw new ToolArgumentException("The default must be one of the options.");
    }
}
