namespace AgentGateway.Runtime.Recall.Evaluation;

/// <summary>Conversations with questions, of which it is known by which turns they are answered.</summary>
public sealed record RecallDataSet(IReadOnlyList<EvaluatedConversation> Conversations);

/// <param name="Name">Its id in the data set.</param>
public sealed record EvaluatedConversation(
    string Name, IReadOnlyList<EvaluatedSession> Sessions, IReadOnlyList<EvaluatedQuestion> Questions);

/// <summary>What was said in one sitting.</summary>
public sealed record EvaluatedSession(int Number, DateTimeOffset At, IReadOnlyList<EvaluatedTurn> Turns);

/// <param name="Id">By which evidence names it.</param>
/// <param name="Text">With the description of the picture that was shown, if there was one.</param>
public sealed record EvaluatedTurn(string Id, string Speaker, string Text);

/// <param name="Evidence">The turns that answer it: each once, and each of the conversation; never empty.</param>
public sealed record EvaluatedQuestion(string Text, string Category, IReadOnlyList<string> Evidence);
