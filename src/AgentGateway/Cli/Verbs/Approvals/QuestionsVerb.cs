using System.CommandLine;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary><c>agw questions</c>: the questions of agents.</summary>
internal static class QuestionsVerb
{
    public static Command Create() => new RequestListVerb<QuestionListView>(QuestionListTool.Declaration, "questions",
        """
        List the questions of agents that wait for an answer, newest first, or with --all also those that have
        ended. A turn that asked waits for the answer, also through a restart.

        Examples:
          agw questions                          what agents want to know now
          agw answer qst_… "use the second one"
        """)
    {
        Texts = answer => answer.Questions.Select(QuestionText.Of),
        NextCursor = answer => answer.NextCursor,
        NonePending = "Nothing waits for an answer.",
        First = "Agents ask them while they work: agw thread send \"Ask me what you need to know\"",
    }.Create();
}
