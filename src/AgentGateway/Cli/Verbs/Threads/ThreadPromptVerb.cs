using System.CommandLine;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread prompt THREAD</c>: exactly what a model would be given.</summary>
internal static class ThreadPromptVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var command = VerbContext.Command("prompt",
            """
            Show exactly what the thread's owner would be given if it had to answer now.

            Example:
              agw thread prompt thr_…
            """,
            (context, parsed) => context.ShowAsync(
                DaemonCalls.ThreadPrompt, Arguments.Of(("thread_id", parsed.GetValue(thread))), Print));
        command.Add(thread);
        return command;
    }

    private static void Print(PromptView prompt)
    {
        Screen.Aside($"for {prompt.Agent}, about {prompt.EstimatedTokens} tokens");
        foreach (var section in prompt.Sections)
        {
            Screen.Line($"=== {section.Name}{(section.Truncated ? " (shortened)" : "")}");
            Screen.Line(section.Text);
            Screen.Line("");
        }

        foreach (var message in prompt.Messages)
        {
            Screen.Line($"--- {message.Role} {message.Author}".TrimEnd());
            Screen.Line(message.Text);
            foreach (var call in message.ToolCalls ?? []) Screen.Line($"→ {call.Tool} {call.Arguments}");
            Screen.Line("");
        }
    }
}
