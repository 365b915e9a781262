namespace AgentGateway.Runtime.Recall;

/// <summary>
/// How much each sign counts in the ranking. Chosen so that the average over the conversations of a public data set is
/// good and does not depend on any of them closely; no weight knows of single questions.
/// </summary>
internal static class RecallWeights
{
    /// <summary>A word that occurs again adds less and less: the constant k1 of BM25.</summary>
    public const double Saturation = 1.0;

    /// <summary>How far a long text counts less than a short one with the same words: the constant b of BM25.</summary>
    public const double LengthNormalisation = 0.275;

    /// <summary>Rare words count a little less than their information says, since a rare word may be chance.</summary>
    public const double RarityExponent = 0.85;

    /// <summary>What a text and those around it say together.</summary>
    public const double Surroundings = 0.5;

    /// <summary>How much a word counts there that is one, two or three messages away.</summary>
    public static ReadOnlySpan<double> Distances => [1.0, 1.6, 0.6, 0.15];

    /// <summary>The score of the message before: often the question that this one answers.</summary>
    public const double Before = 0.3;

    /// <summary>The score of the message behind.</summary>
    public const double Behind = 0.2;

    /// <summary>The score of the whole conversation.</summary>
    public const double Conversation = 1.1;

    public const double ConversationSaturation = 2.5;

    public const double ConversationNormalisation = 1;

    /// <summary>The question names the speaker.</summary>
    public const double Speaker = 2.25;

    /// <summary>Each word of the question that is the day, the month or the year.</summary>
    public const double Date = 2.5;

    /// <summary>A word of the question that the title has, as a share of the word's weight.</summary>
    public const double Title = 0.5;

    /// <summary>Two words of the question that stand together here as well.</summary>
    public const double Pair = 0.4;

    /// <summary>A text that asks something seldom answers.</summary>
    public const double Question = -1.75;

    /// <summary>A text that names a time, where the question asks when.</summary>
    public const double Time = 3.5;

    /// <summary>For the logarithm of the number of words: short texts seldom say what is worth finding.</summary>
    public const double Length = 0.5;

    /// <summary>Taken from the messages next to one that is given already, so that an answer is not all of one place.</summary>
    public const double Repetition = 0.6;

    /// <summary>For something that is new; a half of it after <see cref="RecencyHalfDays"/>.</summary>
    public const double Recency = 0.5;

    public const double RecencyHalfDays = 30;

    /// <summary>Each step of <see cref="RecallTrust"/>, as a share of the score.</summary>
    public const double Trust = 0.04;

    /// <summary>Each step from the global scope to that of a thread, as a share of the score.</summary>
    public const double Scope = 0.02;
}
