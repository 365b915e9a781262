namespace AgentGateway.Domain.Recall;

/// <summary>
/// English words that say how a question is asked and not what it is about. A search by them would find everything.
/// The word <c>may</c> is none, because it is a month too.
/// </summary>
public static class StopWords
{
    private static readonly HashSet<string> Known =
    [
        "a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because",
        "been", "before", "being", "between", "both", "but", "by", "can", "could", "d", "did", "do", "does", "doing", "down",
        "during", "each", "either", "else", "ever", "few", "for", "from", "further", "had", "has", "have", "having", "he",
        "her", "here", "hers", "herself", "him", "himself", "his", "how", "i", "if", "in", "into", "is", "it", "its",
        "itself", "just", "ll", "m", "me", "might", "more", "most", "much", "must", "my", "myself", "no", "nor",
        "not", "now", "of", "off", "on", "once", "only", "or", "other", "our", "ours", "ourselves", "out", "over", "own",
        "re", "s", "same", "shall", "she", "should", "so", "some", "such", "t", "than", "that", "the", "their", "theirs",
        "them", "themselves", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under", "until",
        "up", "us", "ve", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose",
        "why", "will", "with", "would", "you", "your", "yours", "yourself", "yourselves",
    ];

    /// <param name="token">In lower case and without marks, as <see cref="TextTokens"/> gives it.</param>
    public static bool Contains(string token) => Known.Contains(token);
}
