import { describe, expect, it } from 'vitest';
import { industries, industryOf } from '../../src/domain/industry.ts';
import { industries as sandboxIndustries } from '../../src/sandbox/company/industry.ts';

describe('an industry as somebody typed it', () => {
  it.each([
    ['Healthcare', ['Healthcare', 'Health Care', 'HOSPITAL_HEALTH_CARE', 'Hospital & Health Care']],
    ['Healthcare', ['hospitals and health care', 'Healthcare Industry', 'MENTAL_HEALTH_CARE']],
    ['Software', ['COMPUTER_SOFTWARE', 'SaaS', 'Software / SaaS', 'Internet', 'Technology']],
    ['IT Services', ['INFORMATION_TECHNOLOGY_AND_SERVICES', 'IT Services and IT Consulting', 'IT']],
    [
      'Manufacturing',
      ['MACHINERY', 'Industrial Automation', 'Electrical/Electronic Manufacturing'],
    ],
    [
      'Nonprofit',
      ['NON_PROFIT_ORGANIZATION_MANAGEMENT', 'NONPROFIT_ORGANIZATION_MANAGEMENT', 'NGO'],
    ],
    ['Financial Services', ['Capital Markets', 'FinTech', 'Venture Capital & Private Equity']],
    ['Banking', ['BANKING', 'Bank']],
    ['Energy', ['OIL_ENERGY', 'Oil and Gas', 'Solar']],
    ['Logistics & Transportation', ['Transportation/Trucking/Railroad', 'Logistics']],
  ])('is %s', (industry, spellings) => {
    expect(spellings.map((text) => [text, industryOf(text)])).toEqual(
      spellings.map((text) => [text, industry]),
    );
  });

  it.each(['', 'n/a', 'Quantum', 'Banking & Insurance Things', 'Banking / Software'])(
    'is nothing known where it says "%s"',
    (text) => {
      expect(industryOf(text)).toBeUndefined();
    },
  );

  it('is itself when it is spelled out', () => {
    expect(industries.map(industryOf)).toEqual(industries);
  });

  it('is known for every option of HubSpot that the sandbox has, by code and by label', () => {
    for (const { code, label } of sandboxIndustries) {
      expect([code, industryOf(code)]).toEqual([code, industryOf(label)]);
      expect(industries).toContain(industryOf(code));
    }
  });
});
