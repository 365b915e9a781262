using AgentGateway.Domain.Recall;

namespace AgentGateway.Runtime.Skills;

/// <summary>
/// Which skills fit what was said, by the stems of its words: a word in a skill's name or in what it says about its use
/// counts more than one of its description, and a word that many skills have counts less. Pure.
/// </summary>
internal static class SkillMatcher
{
    private const double NameWeight = 2;
    private const double WhenWeight = 1.5;
    private const double DescriptionWeight = 1;

    /// <summary>A single word that most skills have does not make one fit.</summary>
    private const double ScoreMin = 1.2;

    /// <summary>The skills that fit, the best first, and at most <paramref name="skillsMax"/> of them.</summary>
    public static IReadOnlyList<FoundSkill> Of(IReadOnlyList<FoundSkill> skills, string said, int skillsMax)
    {
        var asked = RecallWords.Of(said).SelectMany(RecallWords.Stems).ToHashSet();
        if (asked.Count == 0) return [];
        var weighed = skills.Select(found => (Found: found, Weights: WeightsOf(found.Skill))).ToList();
        return
        [
            .. weighed.Select(one => (one.Found, Score: asked.Sum(stem => ScoreOf(stem, one.Weights))))
                .Where(one => one.Score >= ScoreMin)
                .OrderByDescending(one => one.Score).ThenBy(one => one.Found.Skill.Name, StringComparer.Ordinal)
                .Take(skillsMax).Select(one => one.Found),
        ];

        double ScoreOf(string stem, Dictionary<string, double> weights) =>
            weights.TryGetValue(stem, out var weight)
                ? weight * Math.Log(1 + (weighed.Count + 1.0) / weighed.Count(one => one.Weights.ContainsKey(stem)))
                : 0;
    }

    private static Dictionary<string, double> WeightsOf(Skill skill)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        Weigh(skill.Name.Replace('-', ' '), NameWeight);
        Weigh(skill.When, WhenWeight);
        Weigh(skill.Description, DescriptionWeight);
        return weights;

        void Weigh(string text, double weight)
        {
            foreach (var stem in RecallWords.Stems(text)) weights.TryAdd(stem, weight);
        }
    }
}
